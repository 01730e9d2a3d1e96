/** Addresses and paths are compared without the slashes that people end them with. */

/** `/pypi/acme` of `/pypi/acme//`; empty where it is nothing but slashes. */
export function withoutSlashesAtEnd(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end -= 1
  return text.slice(0, end)
}
