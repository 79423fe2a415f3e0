// Starts the fixture app in the stand-in, for this folder's tests.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'

/** A running fixture. */
export type Fixture = {
  app: ElectronApplication
  page: Page
  /** The fixture's data folder. */
  folder: string
  /** The stand-in's recorded calls of one kind. */
  recorded: (kind: string) => Promise<Record<string, unknown>[]>
  /** Waits until a call of a kind satisfies, and returns it. */
  untilRecorded: (kind: string, facts: Record<string, unknown>) => Promise<Record<string, unknown>>
  /** Ends the app if it still runs, and removes its data folder. */
  close: () => Promise<void>
}

type Standin = { _standin: { recorded: (kind: string) => Record<string, unknown>[] } }

/** For expect.poll: a busy machine takes its time. */
export const patience = { timeout: 20_000 }

/** Launches as the end-to-end tests do: Playwright finds the executable through the `electron` package. */
export async function launchFixture(): Promise<Fixture> {
  process.env.ELECTRON_OVERRIDE_DIST_PATH = import.meta.dirname
  const folder = mkdtempSync(join(tmpdir(), 'standin-test-'))
  const app = await _electron.launch({
    args: [join(import.meta.dirname, 'fixture'), `--user-data-dir=${folder}`],
  })
  const child = app.process() // asked for now: Playwright forgets it when the app ends
  const page = await app.firstWindow()
  await page.getByRole('heading').waitFor()
  const recorded = (kind: string) =>
    app.evaluate((electron, wanted) => (electron as unknown as Standin)._standin.recorded(wanted), kind)
  return {
    app,
    page,
    folder,
    recorded,
    untilRecorded: async (kind, facts) => {
      for (;;) {
        const found = (await recorded(kind)).find((entry) =>
          Object.entries(facts).every(([name, value]) => entry[name] === value),
        )
        if (found) return found
      }
    },
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) await app.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** Process ids whose command line names a folder: the stand-in's own and its Chromium's, from Linux's /proc. */
export function processesOf(folder: string): number[] {
  const commandLine = (id: string) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8')
    } catch {
      return '' // it ended meanwhile
    }
  }
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return ids.filter((id) => commandLine(id).includes(folder)).map(Number)
}
