/**
 * Values as Hex's clients send and read them: Erlang's external term format, JSON, or a form.
 *
 * 1. What a body is, its `Content-Type` says; what an answer is, `Accept` says. Nothing is guessed, and every answer that
 *    has a body says what it is.
 * 2. A refusal is a map of `status` and `message`, with `errors` where a field is to blame. A 401 has a challenge that
 *    clients compare byte by byte.
 *
 *     const value = await readValue(request, 64 * 1024)
 *     if (refused(value)) return value
 *     return warn(answer(request, 201, { name, secret }), 'Keys of persons are read by no client from 3.0 on.')
 */
export { type AnswerValue, answer } from './answer.ts'
export { challengeOf } from './challenge.ts'
export { codeOf } from './code.ts'
export { type HexValue, readValue } from './read-value.ts'
export { type FieldErrors, refuseAsHex, refuseFields } from './refuse.ts'
export { warn } from './warn.ts'
