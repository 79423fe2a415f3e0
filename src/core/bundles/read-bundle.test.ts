// S28, S29, S34: what a bundle that somebody made may do: nothing but be read, whole, or be refused in words.
import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bundleFormat, bundleKind, bundleLimitBytes } from '#shared/library/bundle'
import { examplePrompts } from '#shared/prompt/examples'
import { fillPrompt } from '#shared/prompt/variables'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createBundleReader } from './bundle-reader.ts'
import { type Bundle, readBundle } from './read-bundle.ts'

const prompt = { ...examplePrompts[1]!, id: 'shared' }
const text = Buffer.from('Notes of the meeting')
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const source = {
  type: 'attachment',
  hash: hashOf(text),
  media_type: 'text/plain',
  name: 'notes.txt',
  bytes: text.length,
}
const file = { hash: source.hash, media_type: 'text/plain', data: text.toString('base64') }
const withFile = (changes: object = {}) => ({
  ...prompt,
  messages: [{ id: 'm', role: 'user', content: [{ type: 'document', source: { ...source, ...changes } }] }],
})
const run = sampleEndedRun({ promptId: prompt.id })

const bundleOf = (changes: object = {}) => ({
  kind: bundleKind,
  format: bundleFormat,
  prompt,
  presets: [],
  runs: [],
  files: [],
  ...changes,
})
const bytesOf = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
async function refusalOf(value: unknown): Promise<string> {
  const reading = await readBundle(value instanceof Uint8Array ? value : bytesOf(value))
  return 'refusal' in reading ? reading.refusal : 'taken'
}
async function read(value: unknown): Promise<Bundle> {
  const reading = await readBundle(bytesOf(value))
  if ('refusal' in reading) throw new Error(reading.refusal)
  return reading.bundle
}
/** The bundle's text with a piece of JSON written into its prompt's settings. */
const withSetting = (json: string) => JSON.stringify(bundleOf()).replace('"max_tokens"', `${json},"max_tokens"`)

it('reads a bundle with everything in it, its files as bytes', async () => {
  const presets = [{ name: 'Mine', parts: { model: 'm', later: [1] } }]
  const bundle = await read(bundleOf({ prompt: withFile(), presets, runs: [{ run }], files: [file] }))
  expect(bundle).toEqual({
    prompt: withFile(),
    presets,
    runs: [{ run, prompt: null, isStarred: false, note: '' }],
    files: [{ hash: source.hash, media_type: 'text/plain', name: 'notes.txt', bytes: new Uint8Array(text) }],
    missing: [],
    notes: [],
  })
})

it('says which files are missing, and leaves out those that nothing refers to', async () => {
  expect((await read(bundleOf({ prompt: withFile() }))).missing).toEqual([source])
  const { files, notes } = await read(bundleOf({ files: [file] }))
  expect(files).toEqual([])
  expect(notes).toEqual([`The file ${source.hash.slice(0, 12)} was left out: nothing refers to it.`])
})

describe('S28: of a hostile bundle', () => {
  const other = Buffer.from('Something else').toString('base64')
  const pixel = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  const svg = { hash: hashOf(pixel), media_type: 'image/png', data: pixel.toString('base64') }
  const image = { type: 'attachment', hash: svg.hash, media_type: 'image/png', name: 'x.png', bytes: pixel.length }
  it.each<[string, unknown, string]>([
    ['no JSON', '{"kind":', 'not valid JSON'],
    ['nothing', '', 'not valid JSON'],
    ['NaN', withSetting('"x":NaN'), 'not valid JSON'],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe]), 'no text'],
    ['a zip', Buffer.from('504b0304140000000800ff', 'hex'), 'no text'],
    ['something else', '{"format":1}', 'no bundle of Antiphon'],
    ['a newer format', bundleOf({ format: 2 }), 'a newer Antiphon wrote it'],
    ['a format that is none', bundleOf({ format: '1' }), 'format'],
    ['no prompt', bundleOf({ prompt: null }), 'prompt'],
    ['a prompt of the wrong type', bundleOf({ prompt: { ...prompt, messages: 'x' } }), 'prompt › messages'],
    ['a preset of the wrong type', bundleOf({ presets: [{ name: 'A', parts: { model: 1 } }] }), 'presets › 1'],
    ['a run of the wrong type', bundleOf({ runs: [{ run: { ...run, attempts: 'x' } }] }), 'runs › 1 › run › attempts'],
    ['a run that still goes', bundleOf({ runs: [{ run: { ...run, state: 'running' } }] }), 'runs › 1 › run › state'],
    ['a run twice', bundleOf({ runs: [{ run }, { run }] }), 'a run twice'],
    [
      'too many runs',
      bundleOf({ runs: Array.from({ length: 201 }, (_, at) => ({ run: { ...run, id: `${at}` } })) }),
      'runs',
    ],
    ['too many files', bundleOf({ files: Array.from({ length: 1_001 }, () => file) }), 'files'],
    ['a file twice', bundleOf({ prompt: withFile(), files: [file, file] }), 'a file twice'],
    ['a file with other bytes', bundleOf({ prompt: withFile(), files: [{ ...file, data: other }] }), 'was changed'],
    ['base64 that is none', bundleOf({ prompt: withFile(), files: [{ ...file, data: '../../x' }] }), 'was changed'],
    ['a path in the place of a hash', bundleOf({ files: [{ ...file, hash: '../../etc/passwd' }] }), 'files › 1 › hash'],
    ['a wrong size', bundleOf({ prompt: withFile({ bytes: 1 }), files: [file] }), 'not the file that is referred to'],
    [
      'two sizes of a file that is missing',
      bundleOf({ prompt: withFile(), presets: [{ name: 'A', parts: { messages: withFile({ bytes: 1 }).messages } }] }),
      'two things of the file',
    ],
    ['another type', bundleOf({ prompt: withFile({ media_type: 'application/pdf' }), files: [file] }), 'not the file'],
    [
      'a script that calls itself a picture',
      bundleOf({
        prompt: { ...prompt, messages: [{ id: 'm', role: 'user', content: [{ type: 'image', source: image }] }] },
        files: [svg],
      }),
      'no file that can be sent',
    ],
    ['__proto__', withSetting('"__proto__":{"isAdmin":true}'), '__proto__'],
    ['a field twice', withSetting('"x":1,"x":2'), '“x” twice'],
    ['depth', withSetting(`"x":${'['.repeat(100_000)}${']'.repeat(100_000)}`), 'levels deep'],
    ['size', Buffer.alloc(bundleLimitBytes + 1, 0x20), 'larger than 40 MB'],
  ])('nothing is taken: %s', async (_what, value, reason) => {
    const refusal = await refusalOf(value)
    expect(refusal).toMatch(/^The bundle was not imported: /)
    expect(refusal).toContain(reason)
  })

  it('a list of a million items is refused', async () => {
    const betas = Array.from({ length: 1_000_000 }, () => 'b')
    expect(await refusalOf(bundleOf({ prompt: { ...prompt, betas } }))).toContain('prompt › betas')
  })

  it('keys, addresses and headers are left out and listed, and no prototype is changed', async () => {
    const settings = {
      ...prompt.settings,
      apiKey: 'sk-ant-1',
      base_url: 'https://evil.example',
      constructor: { prototype: { isAdmin: true } },
      mcp_servers: [{ type: 'url', url: 'https://mcp.example', authorization_token: 't' }],
    }
    const headers = { Host: 'evil.example', 'X-Team': 'docs' }
    const request = {
      ...run.request,
      headers: { 'anthropic-beta': 'b-1', Cookie: 'c' },
      body: { ...run.request.body, api_key: 'x' },
    }
    const {
      prompt: taken,
      runs,
      notes,
    } = await read(
      bundleOf({
        prompt: { ...prompt, settings, headers, libraryFolder: '/etc' },
        runs: [{ run: { ...run, request }, connection: {} }],
        presets: [{ name: 'A', parts: { settings: { password: 'p' } }, baseURL: 'x' }],
        by: '<img src=x onerror=alert(1)>',
      }),
    )
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect(taken.headers).toEqual({ 'X-Team': 'docs' })
    expect(Object.keys(taken.settings)).not.toContain('apiKey')
    expect(runs[0]?.run.request.headers).toEqual({ 'anthropic-beta': 'b-1' })
    expect(runs[0]?.run.request.body).toEqual(run.request.body)
    const left = (where: string, name: string) => `${where}: “${name}” was left out.`
    expect(notes.toSorted()).toEqual(
      [
        left('The file', 'by'),
        left('The prompt', 'libraryFolder'),
        left('The prompt', 'apiKey'),
        left('The prompt', 'base_url'),
        left('The prompt, mcp_servers', 'authorization_token'),
        left('The prompt, headers', 'Host'),
        left('“A”', 'baseURL'),
        left('“A”', 'password'),
        left('Run 1', 'connection'),
        left('Run 1, headers', 'Cookie'),
        left('Run 1', 'api_key'),
      ].toSorted(),
    )
  })

  it('names of files lead nowhere and hide nothing', async () => {
    const { files, prompt: taken } = await read(
      bundleOf({ prompt: withFile({ name: '../../\u202Efdp.exe' }), files: [file] }),
    )
    expect(files[0]?.name).toBe('fdp.exe')
    expect(JSON.stringify(taken)).not.toContain('../')
  })
})

it('S29: a database is no bundle', async () => {
  const header = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_080, 0xff)])
  expect(await refusalOf(header)).toContain('no text')
  expect(await refusalOf(Buffer.from('SQLite format 3\0'))).toContain('not valid JSON')
})

it('S34: values of variables that came in a bundle are filled in once, whatever they look like', async () => {
  const values = { a: '{{b}}{{a}}', b: '{{constructor}}' }
  const messages = [{ id: 'm', role: 'user', content: '{{a}} {{constructor}}' }]
  const { prompt: taken } = await read(bundleOf({ prompt: { ...prompt, system: '', messages, variables: { values } } }))
  expect(fillPrompt(taken).messages[0]?.content).toBe('{{b}}{{a}} {{constructor}}')
})

it('ends a thread that hangs, and says that the bundle is no good', async () => {
  const worker = join(await temporaryFolder(), 'hangs.mjs')
  await writeFile(worker, 'for (;;);')
  const reader = createBundleReader({ worker: pathToFileURL(worker), timeLimitMs: 300 })
  await expect(reader(bytesOf(bundleOf()), new AbortController().signal)).rejects.toMatchObject({
    kind: 'invalid-input',
    message: 'The bundle was not imported: it is damaged, or made to be unreadable.',
  })
})
