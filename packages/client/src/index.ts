/**
 * What a tool embeds so that its users log in once. As yet: where the environment keeps a token.
 *
 * Laws: a credential is a `Secret`; the environment is handed in; empty means unset.
 *
 *     environmentToken(process.env)?.token.expose()
 */
export { type EnvironmentToken, environmentToken } from './environment-token.ts'
