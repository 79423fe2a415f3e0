// A page that was taken over can send anything. Whatever it sends, the core answers, stays up, and touches nothing outside.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { type CallName, inputs, streams } from '#shared/contract'
import type { ResponseFrame } from '#shared/frames'
import { takeParts } from '#shared/presets/preset'
import { presetFileText } from '#shared/presets/preset-file'
import { examplePrompts } from '#shared/prompt/examples'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { createTestCore, createWirePair } from '../../test/support/test-core.ts'
import { serve } from './serve.ts'

const inputsPerCall = 220
/** Of calls that start a thread for what passes their schema: four fifths of the time went to starting them. */
const inputsPerThread = 40
const onThreads = new Set<CallName>([
  'code.read',
  'bundles.read',
  'bundles.import',
  'attachments.add',
  'history.import',
  'find.texts',
])
const prompt = examplePrompts[1]!

/** An input of the right shape for each call, to be bent: what is nearly right gets furthest. */
const valid: Record<CallName, object> = {
  'app.info': {},
  'app.openLink': { url: 'https://example.com' },
  'app.notices': {},
  'app.dismissNotice': { id: 'gone' },
  'settings.get': {},
  'settings.set': { theme: 'dark', layout: { side: 20 } },
  'models.list': {},
  'models.watch': {},
  'snapshots.list': { promptId: 'example-support-triage' },
  'snapshots.get': { promptId: 'example-support-triage', id: 'gone' },
  'snapshots.take': { prompt, name: 'Before' },
  'snapshots.rename': { promptId: 'example-support-triage', id: 'gone', name: 'After' },
  'snapshots.remove': { promptId: 'example-support-triage', id: 'gone' },
  'snapshots.restore': { snapshot: { id: 'made', name: 'Made', takenAt: '2026-11-23T00:00:00.000Z', prompt } },
  'library.watch': {},
  'prompts.watch': {},
  'prompts.move': { id: 'example-support-triage', folder: '' },
  'prompts.removeSecrets': { prompt },
  'library.choose': {},
  'library.open': { path: '/tmp/antiphon-no-such-folder' },
  'library.forget': { path: '/tmp' },
  'library.search': { text: 'order' },
  'library.createFolder': { parent: '', name: 'made' },
  'library.renameFolder': { path: 'made', name: 'again' },
  'library.removeFolder': { path: 'again' },
  'models.refresh': {},
  'models.setPrices': { modelId: 'claude-haiku-4-5', prices: { standard: { inputPerMTok: 1 } } },
  'connections.list': {},
  'connections.save': {
    id: null,
    name: 'Local',
    baseUrl: 'http://127.0.0.1:1',
    credential: 'none',
    consentedHost: null,
  },
  'connections.remove': { id: 'anthropic' },
  'connections.rateLimits': { id: 'simulator' },
  'connections.activate': { id: 'simulator' },
  'keys.set': { connectionId: 'gone', key: 'sk-ant-x', keep: 'memory' },
  'keys.remove': { connectionId: 'gone' },
  'keys.test': { connectionId: 'gone' },
  'keys.prove': { connectionId: 'gone' },
  'prompts.list': {},
  'prompts.open': { id: 'example-support-triage' },
  'prompts.create': { prompt },
  'prompts.journal': {
    prompt,
    undo: { from: 0, steps: ['{}'], at: 1 },
    drafts: { extras: { text: '{', over: {} } },
  },
  'prompts.undoSteps': { id: 'gone' },
  'prompts.save': { prompt, over: null, writer: 'window' },
  'prompts.remove': { id: 'gone' },
  'prompts.removed': {},
  'prompts.restore': { id: 'gone' },
  'prompts.eraseFacts': { ids: ['gone', '../../gone'] },
  'prompts.erase': { ids: ['gone', '../../gone'] },
  'attachments.add': { name: '../../x.png', data: 'aGVsbG8=' },
  'attachments.data': { hash: 'a'.repeat(64), media_type: 'image/png', name: 'x.png' },
  'attachments.image': { hash: 'a'.repeat(64), media_type: 'image/png', name: 'x.png' },
  'code.prepare': {},
  'find.texts': {
    query: { text: '(a+)+$', matchCase: true, wholeWord: false, isRegex: true },
    texts: ['aa'],
    replacement: '$1',
    most: 10,
  },
  'code.read': { text: 'client.messages.create(model="m", messages=[])', fileName: 'a.py' },
  'presets.list': {},
  'presets.get': { id: 'built-in-warm-prose' },
  'presets.add': { presets: [{ name: 'Mine', parts: takeParts(prompt, new Set(['model', 'system'])) }], index: 0 },
  'presets.update': { preset: { id: 'built-in-warm-prose', name: 'Warm', parts: { prefill: '' } } },
  'presets.remove': { id: 'gone' },
  'presets.restore': { preset: { id: 'gone', name: 'Back', parts: {} }, index: 0 },
  'presets.move': { id: 'built-in-warm-prose', index: 0 },
  'presets.addBuiltIn': {},
  'presets.readFile': { text: presetFileText([{ name: 'Mine', parts: { model: 'm' } }]) },
  'bundles.offer': { prompt },
  'bundles.runs': { promptId: 'p', text: 'x', after: null },
  'bundles.pack': { prompt, withAddresses: true, keys: ['preset:built-in-warm-prose'], agreed: ['prompt'] },
  'bundles.read': { data: 'e30=' },
  'bundles.import': { data: 'e30=', without: [] },
  'tokens.count': { prompt },
  'tokens.countHeld': { id: 'gone', state: 'any' },
  'schemas.check': { schema: { type: 'object' } },
  'runs.start': { prompt },
  'runs.list': { before: null, limit: 5 },
  'runs.get': { id: 'gone' },
  'runs.prompt': { id: 'gone' },
  'runs.wire': { id: 'run' },
  'runs.wireText': { id: 'run', attempt: 1, part: 'response', offset: 0, limit: 10 },
  'runs.events': { id: 'run', attempt: null, after: 0, limit: 10 },
  'runs.curl': { id: 'run', attempt: 1 },
  'runs.retryNow': { id: 'run' },
  'runs.waitAsked': { id: 'run' },
  'history.search': {
    text: 'hello "world',
    filter: { model: 'm', from: '2026-01-01T00:00:00.000Z' },
    order: 'best',
    after: null,
    limit: 5,
  },
  'history.facets': {},
  'history.star': { ids: ['gone'], isStarred: true },
  'history.note': { id: 'gone', note: 'x' },
  'history.copies': {},
  'history.count': { choice: { filter: { state: 'failed' } } },
  'history.remove': { choice: { ids: ['gone'] } },
  'history.export': { choice: { filter: {} }, format: 'csv', withWire: false },
  'history.exportPart': { download: '6f1f0f0e-2a54-4d7c-9a54-000000000000', offset: 0 },
  'history.exportDone': { download: '6f1f0f0e-2a54-4d7c-9a54-000000000000' },
  'history.importPart': { upload: '6f1f0f0e-2a54-4d7c-9a54-000000000000', offset: 0, data: 'aGVsbG8=' },
  'history.import': { upload: '6f1f0f0e-2a54-4d7c-9a54-000000000000' },
  'history.usage': { from: '2026-01-01T00:00:00.000Z', until: '2027-01-01T00:00:00.000Z' },
  'simulator.info': {},
  'simulator.setScenario': { scenario: 'fast' },
}

const nasty = [
  '../../../../etc/passwd',
  '..\\..\\x',
  '/etc/passwd',
  'C:\\x',
  '\\\\host\\share',
  '.',
  '..',
  'a/b',
  'x\0y',
  'CON',
  '__proto__',
  'constructor',
  '%2e%2e%2f',
  '',
  ' ',
  '\ud800',
  'a'.repeat(100_000),
  `${'../'.repeat(30)}tmp/escaped`,
]
const hostile: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(-1, 0, 1e308, -0, 2 ** 53, 0.5, true, null, [], {}, [[]]),
  fc.constant(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}')),
  fc.nat({ max: 2_000 }).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth))),
)

/** `value` with one of its parts, at any depth, replaced or added. */
function bend(value: unknown, replacement: unknown, choose: () => number): unknown {
  if (typeof value !== 'object' || value === null) return replacement
  const keys = Object.keys(value)
  const key = keys[Math.floor(choose() * (keys.length + 1))] ?? 'extra'
  const before = (value as Record<string, unknown>)[key]
  const after = choose() < 0.5 ? replacement : bend(before, replacement, choose)
  return Array.isArray(value)
    ? value.with(Math.min(Number(key) || 0, Math.max(value.length - 1, 0)), after)
    : { ...value, [key]: after }
}

const endless = new Set<CallName>(['app.notices', 'models.watch', 'prompts.watch', 'library.watch'])

it(`answers ${inputsPerCall} hostile inputs of every call, ${inputsPerThread} of one with a thread, touches nothing outside, and works as before`, {
  timeout: 120_000,
}, async () => {
  const parent = await temporaryFolder()
  const test = await createTestCore({ dataFolder: join(parent, 'in', 'data') })
  onTestFinished(test.dispose)
  const { view, coreEnd } = createWirePair()
  const unexpected: string[] = []
  serve(test.handlers, coreEnd, { onUnexpected: (name, error) => unexpected.push(`${name}: ${String(error)}`) })
  const waiting = new Map<number, (frame: ResponseFrame) => void>()
  view.onMessage((frames) => {
    for (const frame of frames) if (frame[0] !== 'events') waiting.get(frame[1])?.(frame)
  })
  let lastId = 0
  const send = (name: CallName, input: unknown) =>
    new Promise<ResponseFrame>((resolve) => {
      const id = ++lastId
      waiting.set(id, resolve)
      view.send([Object.hasOwn(streams, name) ? 'stream' : 'call', id, name, input])
      // It goes on until the window leaves it.
      if (endless.has(name)) view.send(['cancel', id])
    })

  // Safe: `valid` names every call.
  for (const name of Object.keys(inputs) as CallName[]) {
    const bent = fc
      .tuple(hostile, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })))
      .map(([replacement, numbers]) => bend(valid[name], replacement, () => numbers.next().value))
    const batch = fc.sample(fc.oneof({ weight: 1, arbitrary: hostile }, { weight: 3, arbitrary: bent }), {
      numRuns: onThreads.has(name) ? inputsPerThread : inputsPerCall,
      seed: 20261122,
    })
    for (let start = 0; start < batch.length; start += 20) {
      await Promise.all(batch.slice(start, start + 20).map((input) => send(name, input)))
    }
  }

  expect(unexpected).toEqual([])
  expect([readdirSync(parent), readdirSync(join(parent, 'in'))]).toEqual([['in'], ['data']])
  expect(
    readdirSync(test.folder)
      .filter((name) => !name.startsWith('antiphon.db'))
      .sort(),
  ).toEqual(['drafts', 'exports', 'imports', 'journal', 'library', 'logs', 'models.json', 'trash', 'undo'])
  expect(existsSync('/tmp/escaped')).toBe(false)
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  for (const folder of ['library', 'journal', 'drafts', 'trash']) {
    for (const entry of readdirSync(join(test.folder, folder), { recursive: true })) {
      expect(String(entry)).toMatch(
        /^((unsaved\/?)?[\p{L}\p{N}_-]*(\.json)?|attachments\/[0-9a-f]{64}\.\w{3}|snapshots(\/[\w-]+(\/[\w-]+\.json)?)?)$/u,
      )
    }
  }
  await send('connections.activate', { id: 'simulator' })
  expect((await send('runs.start', { prompt }))[0]).toBe('done')
})
