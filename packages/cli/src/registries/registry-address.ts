/** The one way in which a registry's address is written, however it was typed. */

/**
 * `packages.example.com` is `https://packages.example.com`, and a name of this machine is `http://`; no slash at its end.
 * What is no address stays as it is, to be refused by the client with a reason.
 */
export function registryAddress(typed: string): string {
  const text = typed.trim()
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${isHere.test(text) ? 'http' : 'https'}://${text}`
  return URL.canParse(whole) ? new URL(whole).href.replace(/\/+$/, '') : text
}

const isHere = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d+){3}|\[::1\])([:/]|$)/i
