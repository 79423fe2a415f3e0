// Typing and kill -9: at every moment the journal holds a whole state, and none older than the last one acknowledged.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost } from '../../../test/support/test-core.ts'

/** More of them find more: `KILLS=100` for a long look. Most of the time goes to starting what is killed. */
const kills = Number(process.env.KILLS ?? 12)
/** From the first acknowledgement on: some writes long, spread over all kills. */
const spreadMs = 48
const repeats = 400_000

// Journals one state after another, each some 1.6 MB, and prints its number once it was acknowledged.
const typist = `
  import { examplePrompts } from ${JSON.stringify(new URL('../../shared/prompt/examples.ts', import.meta.url).href)}
  import { foldersIn } from ${JSON.stringify(new URL('../files/folders.ts', import.meta.url).href)}
  import { openPromptShelf } from ${JSON.stringify(new URL('./journal.ts', import.meta.url).href)}
  import { openLibrary } from ${JSON.stringify(new URL('./library.ts', import.meta.url).href)}
  import { promptHandlers } from ${JSON.stringify(new URL('./prompts.ts', import.meta.url).href)}
  const folders = foldersIn(process.argv[1])
  const library = openLibrary(folders.library, examplePrompts, () => {})
  const handlers = promptHandlers({ folders, library, journal: openPromptShelf(folders.journal, () => new Date(), () => {}), snapshots: {}, secrets: { check() {}, clean: (prompt) => prompt }, checkFolder: async () => {}, onDamaged() {}, log: { notice() {}, problem() {} }, now: () => new Date(), newId: () => 'new' })
  const [prompt] = examplePrompts
  for (let number = Number(process.argv[2]); ; number += 1) {
    await handlers['prompts.journal']({ prompt: { ...prompt, system: String(number).repeat(${repeats}), name: String(number) } })
    process.stdout.write(number + '\\n')
  }`

/**
 * Starts the typist and kills it `afterMs` after its first acknowledgement, each time at another moment of a write.
 * @returns The last number that it acknowledged.
 */
async function typeAndKill(folder: string, first: number, afterMs: number): Promise<number> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', typist, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    printed += chunk
  })
  await new Promise((resolve) => child.on('close', resolve))
  expect(child.signalCode).toBe('SIGKILL')
  return Number(printed.trimEnd().split('\n').at(-1))
}

it(`survives ${kills} kills while it is written: never torn, nothing acknowledged lost (R32)`, {
  timeout: 120_000,
}, async () => {
  const folder = await temporaryFolder()
  let next = 1_000
  for (let kill = 0; kill < kills; kill += 1) {
    const acknowledged = await typeAndKill(folder, next, (spreadMs * kill) / kills)
    const journal = readFileSync(join(folder, 'journal', 'example-support-triage.json'), 'utf8')
    const { name, system } = JSON.parse(journal) as { name: string; system: string }
    expect(Number(name)).toBeGreaterThanOrEqual(acknowledged)
    expect(system).toBe(name.repeat(repeats))
    next = Number(name) + 1
  }

  const { core, dispose } = await createTestCore({ dataFolder: folder })
  onTestFinished(dispose)
  const opened = await createTestHost(core).call('prompts.open', { id: 'example-support-triage' })
  expect(Number(opened.prompt.name)).toBe(next - 1)
  expect(readdirSync(join(folder, 'journal'))).toEqual(['example-support-triage.json'])
})
