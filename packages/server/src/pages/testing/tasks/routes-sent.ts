/** Which route a request is for, as `routes.ts` writes it down: with names in place of what stands there. */
import { routes } from '../../routes.ts'

const shapes = routes.map(({ method, path }) => ({
  method,
  name: `${method} ${path}`,
  shape: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`),
}))

/** `POST /account/keys/:key/rename`; the method and the path as they are where no route is for them. */
export function routeOf(method: string, pathname: string): string {
  const found = shapes.find(each => each.method === method && each.shape.test(pathname))
  return found?.name ?? `${method} ${pathname}`
}
