/** The passwords that are tried first. */

/** Whether it is one of the 49,000 commonest, in whatever case. Read from the package when the first is asked for. */
export async function isCommon(password: string): Promise<boolean> {
  return (await common()).has(password.toLowerCase())
}

let list: Promise<ReadonlySet<string>> | undefined

function common(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set<string>(dictionary['passwords-common']),
  )
  return list
}
