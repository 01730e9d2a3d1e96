import { defineConfig } from 'vitest/config'

/** Every secret of a run is written down, to be looked for in its logs. */
const setupFiles = ['./test/support/record-secrets.mjs']

/** Two kinds of test: promises of one room beside its files, and journeys of whole processes in `test/`. */
export default defineConfig({
  test: {
    // One for each core: most tests wait for a database, a password's hash or a process.
    maxWorkers: '100%',
    projects: [
      {
        resolve: { conditions: ['latchkey-source'] },
        ssr: { resolve: { conditions: ['latchkey-source'] } },
        test: { name: 'rooms', include: ['packages/*/src/**/*.test.ts'], setupFiles, testTimeout: 30_000 },
      },
      {
        resolve: { conditions: ['latchkey-source'] },
        ssr: { resolve: { conditions: ['latchkey-source'] } },
        test: {
          name: 'journeys',
          include: ['test/**/*.test.ts'],
          setupFiles,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // After the rooms, so that two cores are not asked for a browser and a thousand properties at once.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
