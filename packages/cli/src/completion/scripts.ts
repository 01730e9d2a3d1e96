/** What each shell is told: at each Tab it asks `latchkey completion answer`, so that nothing in it is ever out of date. */

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** A line for each word that may stand there, with a tab before what it is; or that a file may. */
export const filesMayStandThere = ':files'

// Bash takes ":" and "=" for ends of words, and wants only what follows them.
const bash = String.raw`# In ~/.bashrc: source <(latchkey completion bash)
_latchkey() {
  local words current done value
  read -ra words <<<"${'$'}{COMP_LINE:0:COMP_POINT}"
  [[ ${'$'}{COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=('')
  current=${'$'}{words[${'$'}{#words[@]}-1]}
  done=${'$'}{current%"${'$'}{current##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\t' read -r value _; do
    if [[ $value == :files ]]; then
      compopt -o default 2>/dev/null
    else
      COMPREPLY+=("${'$'}{value#"$done"}")
    fi
  done < <(latchkey completion answer -- "${'$'}{words[@]:1}" 2>/dev/null)
}
complete -F _latchkey latchkey
`

const zsh = String.raw`#compdef latchkey
# In ~/.zshrc, after compinit: source <(latchkey completion zsh)
_latchkey() {
  local line
  local -a answer offered
  answer=("${'$'}{(@f)$(latchkey completion answer -- "${'$'}{(@)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
  for line in "${'$'}{(@)answer:#}"; do
    if [[ $line == :files ]]; then
      _files
    else
      offered+=("${'$'}{${'$'}{line%%$'\t'*}//:/\\:}:${'$'}{line#*$'\t'}")
    fi
  done
  (( ${'$'}{#offered} )) && _describe latchkey offered
}
if [[ $funcstack[1] == _latchkey ]]; then
  _latchkey "$@"
else
  compdef _latchkey latchkey
fi
`

const fish = String.raw`# In ~/.config/fish/completions/latchkey.fish: latchkey completion fish | source
function __latchkey_offers
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (latchkey completion answer -- $words "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path "$current"
        else
            printf '%s\n' "$line"
        end
    end
end
complete -c latchkey -f -a '(__latchkey_offers)'
`

export const scripts: Readonly<Record<Shell, string>> = { bash, zsh, fish }
