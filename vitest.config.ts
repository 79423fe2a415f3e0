import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Unit tests run on plain Node: `electron` is an alias there, because importing the real package without its binary
// tries to download one (and electron-store's nested import would escape the alias were it not inlined).
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.{ts,tsx}',
            'test/unit/**/*.test.ts',
            'test/bench/**/*.test.ts',
            'test/electron-standin/**/*.test.ts',
          ],
          setupFiles: ['test/support/property-seed.ts'],
          alias: { electron: here('./test/support/electron-recorder.ts') },
          server: { deps: { inline: ['electron-store'] } },
          testTimeout: 60_000,
          // All cores: half of the time a test of processes, timers or files waits.
          maxWorkers: '100%',
          // A starved machine needs seconds for what takes a moment; a poll ends as soon as it succeeds.
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles: ['test/support/e2e-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // A starved machine needs seconds for what takes a moment; a poll ends as soon as it succeeds.
          expect: { poll: { timeout: 20_000 } },
          // Each file has an app and a browser of its own; two at a time is what two cores carry.
          maxWorkers: 2,
        },
      },
    ],
  },
})
