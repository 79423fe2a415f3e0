import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { AppError } from '#shared/app-error'
import { inputs } from '#shared/contract'
import { examplePrompts } from '#shared/examples'
import { answerText, type RunEvent } from '#shared/run'
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
