// Says again what a form means, while it is filled in: the server is asked for the same words that its button shows.
for (const place of document.querySelectorAll('[data-live]')) {
  const form = place.closest('form')
  let soon
  let asking
  const ask = async () => {
    asking?.abort()
    asking = new AbortController()
    const body = new URLSearchParams(new FormData(form))
    body.set('do', 'words')
    try {
      const answer = await fetch(form.action, { method: 'POST', body, signal: asking.signal })
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const said = page.querySelector('[data-live] [aria-live]')
      if (answer.ok && said) place.querySelector('[aria-live]').replaceChildren(...said.childNodes)
    } catch {
      // Asked again with the next letter; until then the words are those of a moment ago.
    }
  }
  form.addEventListener('input', () => {
    clearTimeout(soon)
    soon = setTimeout(ask, 400)
  })
}
