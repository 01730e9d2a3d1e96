/**
 * What a tool embeds so that its users log in once: the client library. Empty as yet; `@latchkey/tokens` and
 * `@latchkey/protocol`, which it will stand on, are whole.
 */
export {}
