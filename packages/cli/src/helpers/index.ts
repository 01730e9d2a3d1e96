/**
 * The protocols in which other programs ask for a credential: git, docker, cargo, and whatever asks a keyring.
 *
 * 1. A credential is handed out for the exact origin of a registry that is known here, and below its path. Whatever else
 *    is asked for is answered by silence, in the protocol's own way, so that the program asks the next one.
 * 2. No field holds a control character (CVE-2020-5260, CVE-2024-50338), no input is without end, nobody is asked anything.
 * 3. What is handed out can do what it was asked for, at that registry, for minutes.
 * 4. Nothing is kept for other programs, and no login is ended by them.
 *
 *     const request = await readGitRequest(readLines(desk.pieces()))
 *     const place = readPlace(request.address)
 *     const given = place && (await handOut(desk, { place, doing }))
 *     if (given && !refused(given)) desk.write(gitAnswer(given, request))
 */
export { type Below, repositoryIn } from './below.ts'
export {
  addressOfIndex,
  type CargoRequest,
  cargoAnswer,
  cargoDoing,
  cargoError,
  hello,
  readCargoRequest,
} from './cargo.ts'
export { dockerAnswer, dockerList, notFound, placesOfServer, readServer } from './docker.ts'
export { type GitRequest, gitAnswer, readGitRequest } from './git.ts'
export { type Doing, type HandedOut, handOut, type Wanted } from './hand-out.ts'
export { type KeyringRequest, keyringAnswer, pypiDoing, readKeyringRequest } from './keyring.ts'
export { knownRegistries, registryAt } from './known.ts'
export { readPlace } from './place.ts'
export { readLines } from './request.ts'
