/** Tarballs that hex_core made; beside them stands how. */
import { readFileSync } from 'node:fs'

const read = (name: string) => readFileSync(new URL(`./recorded/${name}`, import.meta.url))

export const recordedTarball = {
  name: 'widget_erl',
  version: '1.2.3-rc.1',
  bytes: read('widget_erl-1.2.3-rc.1.tar'),
  /** What hex_core says that they are. */
  innerChecksum: 'c5dcd637eaf1b3c9376d01ddb138cdba99395762e77fa10d980125184591cbb4',
  documentation: read('widget_erl-1.2.3-rc.1.docs.tar.gz'),
}
