/** The cookie of who chose a language here: the browser's, not the account's, so that it holds before signing in too. */

export interface LanguageCookie {
  /** What was chosen; whoever may have put it there, it is only compared with the languages that there are. */
  read(request: Request): string | undefined
  /** The value of a `Set-Cookie` header that keeps it for a year. */
  set(language: string): string
}

const year = 365 * 24 * 60 * 60

export function languageCookie(origin: string): LanguageCookie {
  const secure = origin.startsWith('https:')
  const name = secure ? '__Host-language' : 'language'
  return {
    read(request) {
      const pairs = (request.headers.get('cookie') ?? '').split(';').map(pair => pair.trim())
      return pairs.find(pair => pair.startsWith(`${name}=`))?.slice(name.length + 1)
    },
    set: language =>
      `${name}=${language}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}; Max-Age=${year}`,
  }
}
