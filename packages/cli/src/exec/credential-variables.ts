/** The variables in which programs are given credentials. None of them reaches one that was not meant. */

const variables: readonly RegExp[] = [
  /^LATCHKEY_TOKEN(_\w+)?$/,
  /^TWINE_(USERNAME|PASSWORD)$/,
  /^UV_PUBLISH_(TOKEN|USERNAME|PASSWORD)$/,
  /^UV_INDEX_\w+_(USERNAME|PASSWORD)$/,
  /^(FLIT|PDM_PUBLISH|HATCH_INDEX|MATURIN)_(USERNAME|USER|PASSWORD|AUTH|PYPI_TOKEN)$/,
  /^POETRY_(PYPI_TOKEN|HTTP_BASIC)_\w+$/,
  /^(NPM_TOKEN|NODE_AUTH_TOKEN|YARN_NPM_AUTH_(TOKEN|IDENT))$/,
  /^npm_config_(\/\/.*|_auth\w*|_password|otp)$/i,
  /^HEX_(API_KEY|REPOS_KEY|OTP)$/,
  /^CARGO_REGISTR(Y|IES_\w+)_TOKEN$/,
]

/** Addresses, of which one may hold a password. */
const addresses =
  /^(PIP_(EXTRA_)?INDEX_URL|UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|PUBLISH_URL)|TWINE_REPOSITORY_URL)$/
const withPassword = /:\/\/[^/\s]*@/

/** The environment without them; `keeps` are those that the program uses for other places. */
export function withoutCredentials(
  environment: Readonly<Record<string, string | undefined>>,
  keeps: RegExp = /^$/,
): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => keeps.test(name) || !isCredential(name, value)),
  )
}

function isCredential(name: string, value: string | undefined): boolean {
  if (variables.some(variable => variable.test(name))) return true
  return addresses.test(name) && withPassword.test(value ?? '')
}
