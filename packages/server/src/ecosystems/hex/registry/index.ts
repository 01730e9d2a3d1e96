/**
 * The repository that Hex's clients resolve and fetch from: `/hex/repo/repos/ORG` (hexpm/specifications, registry-v2).
 *
 * 1. What a client reads is made of rows and signed with the one key of this server; nothing unsigned is ever given.
 * 2. Each resource says of which repository and package it is, so none can be passed off as another.
 * 3. Every answer may be kept, and none used unasked: a revoked key reads nothing more.
 *
 *     const signer = createSigner(privateKey)
 *     const body = await seal(names.encode({ packages: [{ name: 'widget' }], repository: 'acme' }), signer)
 */
export { forgetSigningKey, installSigner, knowsSigningKey, makeSigningKey } from './install-signer.ts'
export { registryRoutes } from './routes.ts'
export { createSigner, type RegistrySigner, readPublicKey } from './signer.ts'
