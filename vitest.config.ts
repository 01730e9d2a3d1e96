import { configDefaults, defineConfig } from 'vitest/config'

/** Every secret of a run is written down, to be looked for in its logs. */
const setupFiles = ['./test/support/record-secrets.mjs']

const resolve = { conditions: ['latchkey-source'] }

/** What compares how long something takes, or how much memory: nothing else runs beside it. */
const measured = ['large', 'large-upload', 'memory'].map(name => `test/journeys/${name}.test.ts`)

/** Whoever waits for something waits for the thing itself; this only ends the wait for what never comes. */
const expect = { poll: { timeout: 15_000 } }

/** A machine that others use as well may take a minute for what is a second on another. */
const patient = { testTimeout: 180_000, hookTimeout: 180_000 }

/** Promises of one room beside its files; journeys of whole processes in `test/`, each with folders and ports of its own. */
export default defineConfig({
  test: {
    // One for each core: most tests wait for a database, a password's hash or a process.
    maxWorkers: '100%',
    projects: [
      {
        ...{ resolve, ssr: { resolve } },
        test: {
          name: 'rooms',
          include: ['packages/*/src/**/*.test.ts'],
          setupFiles,
          expect,
          ...patient,
        },
      },
      {
        ...{ resolve, ssr: { resolve } },
        test: {
          ...{
            name: 'journeys',
            include: ['test/**/*.test.ts'],
            exclude: [...configDefaults.exclude, ...measured],
            setupFiles,
            expect,
            ...patient,
          },
          // After the rooms, so that two cores are not asked for a browser and a thousand properties at once.
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...{ resolve, ssr: { resolve } },
        test: {
          ...{ name: 'measured', include: measured, setupFiles, expect, ...patient },
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
