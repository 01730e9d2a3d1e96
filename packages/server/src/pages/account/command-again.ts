/** What is typed to do once more what a program was refused: by the program and what it was doing. */
import type { Action } from '@latchkey/tokens'

/** By the first product of its `User-Agent`. */
const commands: Readonly<Record<string, Partial<Readonly<Record<Action, string>>>>> = {
  twine: { publish: 'twine upload dist/*' },
  uv: { publish: 'uv publish' },
  poetry: { publish: 'poetry publish' },
  hatch: { publish: 'hatch publish' },
  flit: { publish: 'flit publish' },
  rebar3: { publish: 'rebar3 hex publish' },
  hex: { publish: 'mix hex.publish' },
}

/** `twine/6.1.0 CPython/3.13.1`; nothing where nobody could tell. */
export function commandAgain(client: string, action: string): string | undefined {
  const product = client.split(/[/ ]/, 1)[0]?.toLowerCase() ?? ''
  return Object.hasOwn(commands, product) ? commands[product]?.[action as Action] : undefined
}
