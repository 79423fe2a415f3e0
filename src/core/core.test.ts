import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { AppError } from '#shared/app-error'
import { inputs } from '#shared/contract'
import { savedIn } from '#shared/library/library'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { answerText, type RunEvent } from '#shared/runs/run'
import { createTestCore, createTestHost, type TestCore } from '../../test/support/test-core.ts'
import type { CoreDeps } from './core-deps.ts'

async function startCore(overrides?: Partial<CoreDeps>): Promise<TestCore> {
  const test = await createTestCore(overrides)
  onTestFinished(test.dispose)
  return test
}

it('has a handler for every call of the contract and no other', async () => {
  const { handlers } = await startCore()
  expect(Object.keys(handlers).sort()).toEqual(Object.keys(inputs).sort())
})

it('runs the first example against the simulator and finds the run again after a restart', async () => {
  const first = await startCore()
  const host = createTestHost(first.core)
  const [example] = examplePrompts
  const events: RunEvent[] = []
  for await (const batch of host.stream('runs.start', { prompt: example! })) events.push(...batch)
  const end = events.at(-1)
  if (end?.type !== 'end') throw new Error('The stream did not end in an end.')
  expect(end.run.state).toBe('completed')
  expect(answerText(end.run.response)).not.toBe('')

  await first.core.close()
  const second = await startCore({ dataFolder: first.folder })
  const again = createTestHost(second.core)
  const { runs } = await again.call('runs.list', { before: null, limit: 10 })
  expect(runs.map(({ id }) => id)).toEqual([end.run.id])
  expect(await again.call('runs.get', { id: end.run.id })).toEqual(end.run)
})

it('stops the runs that are going when it closes, and keeps what had come (R33)', async () => {
  const { core, folder, simulator } = await startCore()
  simulator.setScenario('stall?after=20')
  const heard: RunEvent[] = []
  for await (const batch of createTestHost(core).stream('runs.start', { prompt: examplePrompts[0]! })) {
    heard.push(...batch)
    if (batch.some(({ type }) => type === 'block-delta')) void core.close()
  }
  await core.close()
  const id = heard.flatMap((event) => (event.type === 'start' ? [event.run.id] : []))[0] ?? ''
  const text = heard.map((event) => (event.type === 'block-delta' ? event.text : '')).join('')
  const { core: later } = await startCore({ dataFolder: folder })
  const run = await createTestHost(later).call('runs.get', { id })
  expect(text).not.toBe('')
  expect({ state: run.state, text: answerText(run.response) }).toEqual({ state: 'stopped', text })
})

const edited: Prompt = { ...examplePrompts[0]!, system: 'typed last' }

it('has written what it was asked to write before it closes: an edit, a file, a restored run (R33)', async () => {
  const { core, folder } = await startCore()
  const host = createTestHost(core)
  await host.call('prompts.list', {})
  const restored = { ...edited, id: 'restored', name: 'Restored' }
  const asked = [
    host.call('prompts.journal', { prompt: edited }),
    host.call('prompts.save', { prompt: { ...examplePrompts[1]!, system: 'saved last' } }),
    host.call('prompts.create', { prompt: restored }),
  ]
  // The calls have left the window, and not one of them is answered.
  await Promise.resolve()
  await core.close()
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(Array(3).fill('fulfilled'))
  const { core: later } = await startCore({ dataFolder: folder })
  const again = createTestHost(later)
  expect((await again.call('prompts.open', { id: edited.id })).prompt.system).toBe('typed last')
  expect(savedIn(await again.call('prompts.open', { id: examplePrompts[1]!.id }))?.system).toBe('saved last')
  expect(savedIn(await again.call('prompts.open', { id: 'restored' }))).toEqual(restored)
})

it('keeps unsaved edits when it closes while a window is still taking them back (R33)', async () => {
  const { core, folder } = await startCore()
  await createTestHost(core).call('prompts.journal', { prompt: edited })
  await core.close()
  for (let start = 0; start < 3; start += 1) {
    const { core: next } = await startCore({ dataFolder: folder })
    const host = createTestHost(next)
    const asked = [host.call('prompts.open', { id: edited.id }), host.call('prompts.undoSteps', { id: edited.id })]
    const answered = Promise.allSettled(asked)
    if (start > 0) await asked[start - 1]
    await next.close()
    await answered
  }
  const { core: later } = await startCore({ dataFolder: folder })
  const { prompt, entry } = await createTestHost(later).call('prompts.open', { id: edited.id })
  expect([prompt.system, entry.hasUnsavedEdits]).toEqual(['typed last', true])
})

it('keeps runs, their times and their order while the clock goes back and over the year 2038 (R39)', async () => {
  const last = Date.parse('2038-01-19T08:00:00.000Z')
  let reads = 0
  const { core } = await startCore({
    // Whoever asks for the time while a run goes sees it an hour earlier with every look.
    now: () => {
      reads += 1
      return new Date(last - reads * 3_600_000)
    },
  })
  const host = createTestHost(core)
  for (let run = 0; run < 3; run += 1) for await (const _ of host.stream('runs.start', { prompt: edited }));
  const { runs } = await host.call('runs.list', { before: null, limit: 10 })
  expect(runs.map(({ state }) => state)).toEqual(['completed', 'completed', 'completed'])
  expect(runs.map(({ startedAt }) => startedAt)).toEqual(
    runs
      .map(({ startedAt }) => startedAt)
      .toSorted()
      .toReversed(),
  )
  for (const { id } of runs) {
    const { durationMs, firstTokenMs, attempts } = await host.call('runs.get', { id })
    const times = [durationMs, firstTokenMs, ...attempts.map((attempt) => attempt.durationMs)]
    for (const time of times) expect(time).toBeGreaterThanOrEqual(0)
  }
})

it('refuses calls once it is closed', async () => {
  const { core } = await startCore()
  await core.close()
  await expect(createTestHost(core).call('settings.get', {})).rejects.toMatchObject({ kind: 'cancelled' })
})

it('makes its folders and files for this user only', async () => {
  const { core, folder } = await startCore()
  await createTestHost(core).call('prompts.list', {})
  await createTestHost(core).call('runs.list', { before: null, limit: 1 })
  const modes: string[] = []
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // A library is the person's, to share or to keep: its own folder is closed, and what is in it follows the umask.
    if (entry.parentPath.startsWith(join(folder, 'library'))) continue
    const mode = statSync(join(entry.parentPath, entry.name)).mode & 0o777
    if (mode !== (entry.isDirectory() ? 0o700 : 0o600)) modes.push(`${entry.name} ${mode.toString(8)}`)
  }
  expect(modes).toEqual([])
  expect(existsSync(join(folder, 'library', 'support-triage.json'))).toBe(true)
})

it('logs one line per run, with numbers and without a word of it', async () => {
  const { core, folder } = await startCore()
  const [example] = examplePrompts
  for await (const _batch of createTestHost(core).stream('runs.start', { prompt: example! }));
  await core.close()
  const lines = readFileSync(join(folder, 'logs', 'antiphon.log'), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      time: expect.any(String),
      runId: expect.any(String),
      requestId: expect.stringMatching(/^req_/),
      model: 'claude-haiku-4-5',
      startedAt: expect.any(String),
      durationMs: expect.any(Number),
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      outcome: 'completed',
    },
  ])
})

it('tells where things are and what this host can do', async () => {
  const { core, folder } = await startCore()
  expect(await createTestHost(core).call('app.info', {})).toEqual({
    version: '0.0.0-test',
    host: 'desktop',
    can: { openLinks: false },
    dataFolder: folder,
    libraryFolder: join(folder, 'library'),
    logFile: join(folder, 'logs', 'antiphon.log'),
    keyKeeping: [{ keep: 'memory', title: expect.any(String), sentence: expect.any(String) }],
  })
})

it('opens https links through the one door, and no other', async () => {
  const opened: string[] = []
  const { core } = await startCore({ openLink: async (url) => void opened.push(url) })
  const host = createTestHost(core)
  await host.call('app.openLink', { url: 'https://example.com/a b' })
  for (const url of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'http://example.com',
    'https://a@b.test',
    'https://x/\n',
  ]) {
    await expect(host.call('app.openLink', { url })).rejects.toMatchObject({ kind: 'invalid-input' })
  }
  expect(opened).toEqual(['https://example.com/a%20b'])
})

it('says so where the page has to open links itself', async () => {
  const { core } = await startCore({ openLink: null })
  await expect(createTestHost(core).call('app.openLink', { url: 'https://example.com' })).rejects.toBeInstanceOf(
    AppError,
  )
})

it('starts the simulator when it is first asked for, with its scenarios', async () => {
  let starts = 0
  const { core } = await startCore({
    simulator: {
      start: async () => {
        starts += 1
        return { url: 'http://127.0.0.1:9' }
      },
      scenarios: [{ name: 'slow', title: 'Slow', explanation: 'Takes its time.', parameters: [] }],
      scenario: () => 'slow',
      setScenario: () => {},
    },
  })
  const host = createTestHost(core)
  await host.call('connections.list', {})
  expect(starts).toBe(0)
  expect(await host.call('simulator.info', {})).toEqual({
    url: 'http://127.0.0.1:9',
    scenarios: [{ name: 'slow', title: 'Slow', explanation: 'Takes its time.', parameters: [] }],
    scenario: 'slow',
  })
  expect(starts).toBe(1)
})

it('sets a scenario, and refuses one that there is not', async () => {
  const { core, simulator } = await startCore()
  const host = createTestHost(core)
  await host.call('simulator.setScenario', { scenario: 'cut?after=20' })
  await host.call('simulator.info', {})
  expect(simulator.scenario()).toBe('cut?after=20')
  await expect(host.call('simulator.setScenario', { scenario: 'no such' })).rejects.toMatchObject({
    kind: 'invalid-input',
  })
  expect((await host.call('simulator.setScenario', { scenario: null })).scenario).toBeNull()
})
