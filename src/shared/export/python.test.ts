// The code is run: with the SDK where it is installed, else with a stand-in that takes what each major of it takes.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '#simulator/simulator'
import {
  anthropicServer,
  codeCases,
  expectedBody,
  expectedVersion,
  halfPair,
  sampledCases,
} from '../../../test/support/code-cases.ts'
import { isInstalled, runIn, startFast, testKey, writeCaseFiles } from '../../../test/support/run-code.ts'
import { exportCode } from './export-code.ts'
import type { CodeServer } from './plan.ts'

const hasPython = await isInstalled('python3', '--version')
const standIn = resolve('test/support/python-sdk')
let simulator: Simulator
let folder: string
beforeAll(async () => {
  simulator = await startFast()
  folder = await mkdtemp(join(tmpdir(), 'antiphon-python-'))
  await writeCaseFiles(folder)
})
afterAll(async () => {
  await simulator.close()
  await rm(folder, { recursive: true, force: true })
})

/** What the API refuses does not hold up the next one; what Python or the SDK refuses does. */
const runner = `
import runpy, sys
for at in range(int(sys.argv[1])):
    try:
        runpy.run_path(f"case-{at}.py")
    except Exception as error:
        if not hasattr(error, "status_code"):
            raise
    print("\\n=====", flush=True)
`

/** @param from Where Python finds the package: the stand-in of a major, or `null` for the one that is installed. */
async function runAll(codes: readonly string[], from: string | null) {
  for (const [at, code] of codes.entries()) await writeFile(join(folder, `case-${at}.py`), code)
  await writeFile(join(folder, 'runner.py'), runner)
  // It keeps the latest 200 only.
  simulator.requests.length = 0
  const path = from === null ? '' : `PYTHONPATH=${standIn}`
  const { stdout } = await runIn(
    folder,
    simulator,
    'env',
    ...[path, `STANDIN_SDK=${from ?? ''}`, 'PYTHONUTF8=1', 'PYTHONDONTWRITEBYTECODE=1'].filter((each) => each !== ''),
    'python3',
    'runner.py',
    String(codes.length),
  )
  return { requests: [...simulator.requests], printed: stdout.split('\n=====\n') }
}

const codesFor = (sdk: string) =>
  codeCases.map(({ prompt, options }) => exportCode(prompt, anthropicServer, 'python', { ...options, sdk }).text)
const expected = codeCases.map((one) => [one.name, expectedBody(one), expectedVersion(one)])
const received = (requests: Simulator['requests']) =>
  requests.map(({ body, headers }, at) => [
    codeCases[at]?.name,
    JSON.parse(body) as unknown,
    headers['anthropic-version'],
  ])

describe.skipIf(!hasPython).each(['2.x', '1.x', '0.x'])('SDK %s, by its call signature', (sdk) => {
  it('sends what the app sends, whatever the prompt holds (S31)', async () => {
    const { requests, printed } = await runAll(codesFor(sdk), sdk)
    expect(received(requests)).toEqual(expected)
    const at = codeCases.findIndex(({ name }) => name.startsWith('sampling'))
    for (const text of [printed[at], printed[at + 1]]) expect(text).toMatch(/^\[\n {2}"a long first line[^\n]*rivers./)
    const pinned = requests[codeCases.findIndex(({ name }) => name.startsWith('a pinned version'))]?.headers
    expect([pinned?.['anthropic-beta'], pinned?.['x-team']]).toEqual([
      'a-2026-01-01,b-2026-01-01',
      'it\'s "us" $HOME {x} #{y} \\',
    ])
  })

  it('writes any text, number and name as itself (S31)', async () => {
    const samples = sampledCases(100)
    const { requests } = await runAll(
      samples.map(({ prompt, options }) => exportCode(prompt, anthropicServer, 'python', { ...options, sdk }).text),
      sdk,
    )
    expect(requests.map(({ body }) => JSON.parse(body) as unknown)).toEqual(samples.map((one) => expectedBody(one)))
  })

  it('sends the key of the environment as the connection wants it, and never less', async () => {
    const [one] = codeCases
    const credentials = ['bearer', 'x-api-key', 'both', 'none'] as const
    const codes = credentials.map((credential) => {
      const server: CodeServer = { kind: 'custom', baseUrl: simulator.url, credential }
      return exportCode(one!.prompt, server, 'python', { ...one!.options, sdk }).text
    })
    expect(codes.join('')).not.toContain(testKey)
    const { requests } = await runAll(codes, sdk)
    const sent = requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])
    expect(sent[0]![0]).toBe(`Bearer ${testKey}`)
    expect(sent[1]![1]).toBe(testKey)
    expect(sent[2]).toEqual([`Bearer ${testKey}`, testKey])
    expect(JSON.stringify(sent[3])).not.toContain(testKey)
  })
})

const installed = await installedMajor()
it.skipIf(installed === null)('sends what the app sends with the SDK that is installed', async () => {
  const { requests } = await runAll(codesFor(installed!), null)
  expect(received(requests)).toEqual(expected)
})

async function installedMajor(): Promise<string | null> {
  for (const major of ['0', '1', '2']) {
    const check = `import anthropic, sys; sys.exit(0 if anthropic.__version__.startswith("${major}.") else 1)`
    if (await isInstalled('python3', '-c', check)) return `${major}.x`
  }
  return null
}

it('says that the SDK cannot send half of a pair', () => {
  const [one] = codeCases
  const prompt = { ...one!.prompt, system: halfPair }
  const { text, notes } = exportCode(prompt, anthropicServer, 'python', one!.options)
  expect(text).toContain(String.raw`half \ud83d of a pair`)
  expect(notes.filter(({ kind }) => kind === 'cannot').map((note) => note.text)).toEqual([
    'A text holds half of a surrogate pair; the SDK refuses to encode it as UTF-8.',
  ])
})
