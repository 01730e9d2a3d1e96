/** Says no where no room does: in the words of the clients that the path is for, in plain text to everybody else. */
import { ecosystems } from '../ecosystems/index.ts'
import { plainAnswer, type SayNo } from '../http/index.ts'

export const sayNo: SayNo = (refusal, status, request) => {
  const ecosystem = ecosystems.find(({ name }) => request.target.startsWith(`/${name}/`))
  return ecosystem?.refuse(refusal, { status, headers: [] }, request) ?? plainAnswer(status, refusal)
}
