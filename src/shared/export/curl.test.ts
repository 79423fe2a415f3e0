import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Simulator } from '#simulator/simulator'
import {
  anthropicServer,
  type CodeCase,
  caseData,
  codeCases,
  expectedBody,
  expectedVersion,
  halfPair,
} from '../../../test/support/code-cases.ts'
import { codeEnvironment, runIn, startFast, testKey, writeCaseFiles } from '../../../test/support/run-code.ts'
import { exportCode } from './export-code.ts'
import type { CodeServer } from './plan.ts'

let simulator: Simulator
let folder: string
beforeAll(async () => {
  simulator = await startFast()
  folder = await mkdtemp(join(tmpdir(), 'antiphon-curl-'))
  await writeCaseFiles(folder)
})
afterAll(async () => {
  await simulator.close()
  await rm(folder, { recursive: true, force: true })
})

const server = (): CodeServer => ({ kind: 'custom', baseUrl: simulator.url, credential: 'bearer' })

async function send({ prompt, options }: Pick<CodeCase, 'prompt' | 'options'>, to = server()) {
  const { text } = exportCode(prompt, to, 'curl', { ...options, data: caseData })
  await writeFile(join(folder, 'case.sh'), text)
  const { stdout } = await runIn(folder, simulator, 'sh', 'case.sh')
  return { text, stdout, request: simulator.requests.at(-1)! }
}

it.each(codeCases)('sends what the app sends: $name', async (one) => {
  const { request } = await send(one)
  expect(JSON.parse(request.body)).toEqual(expectedBody(one, 'custom'))
  expect(request.headers['anthropic-version']).toBe(expectedVersion(one, 'custom'))
})

it('leaves nothing behind and runs nothing of what it sends (S31)', async () => {
  const before = await readdir(folder)
  for (const one of codeCases.filter(({ name }) => name.startsWith('hostile'))) await send(one)
  expect(await readdir(folder)).toEqual(before)
})

it('sends half of a pair, a body that no argument can hold, and headers of the prompt', async () => {
  const [one] = codeCases
  const prompt = {
    ...one!.prompt,
    system: halfPair + "it's ".repeat(100_000),
    betas: ['a-1', 'b-2'],
    headers: { 'x-team': `it's "us" $HOME` },
  }
  const { request } = await send({ ...one!, prompt })
  expect(JSON.parse(request.body)).toEqual(expectedBody({ ...one!, prompt }))
  expect([request.headers['anthropic-beta'], request.headers['x-team']]).toEqual(['a-1,b-2', `it's "us" $HOME`])
})

it('takes the key from the environment, in the way of the connection', async () => {
  const [one] = codeCases
  const got = []
  for (const credential of ['bearer', 'x-api-key', 'both', 'none'] as const) {
    const { text, request } = await send(one!, { ...server(), credential })
    expect(text).not.toContain(testKey)
    got.push([request.headers.authorization, request.headers['x-api-key']])
  }
  expect(got).toEqual([
    [`Bearer ${testKey}`, undefined],
    [undefined, testKey],
    [`Bearer ${testKey}`, testKey],
    [undefined, undefined],
  ])
})

it('goes to Anthropic where the connection is the simulator, and prints the answer', async () => {
  const [one] = codeCases
  const { text } = exportCode(
    one!.prompt,
    { ...anthropicServer, kind: 'simulator', baseUrl: 'http://127.0.0.1:1' },
    'curl',
    one!.options,
  )
  expect(text).toContain(`'https://api.anthropic.com/v1/messages'`)
  const { stdout } = await send(one!)
  expect(JSON.parse(stdout)).toMatchObject({ type: 'message', role: 'assistant' })
  const streamed = await send({ ...one!, options: { ...one!.options, stream: true } })
  expect(streamed.stdout).toContain('event: message_stop')
})

it('is taken whole by bash, too', async () => {
  const hostile = codeCases.find(({ name }) => name.startsWith('hostile text'))!
  const { text } = exportCode(hostile.prompt, server(), 'curl', hostile.options)
  await writeFile(join(folder, 'case.sh'), text)
  await promisify(execFile)('bash', ['case.sh'], { cwd: folder, env: codeEnvironment(simulator) })
  expect(JSON.parse(simulator.requests.at(-1)!.body)).toEqual(expectedBody(hostile, 'custom'))
})

it('says where a value makes a part empty, which the app then leaves out', () => {
  const [one] = codeCases
  const prompt = { ...one!.prompt, system: '{{tone}}', variables: { values: { tone: '' } } }
  const saysOf = (id: 'python' | 'curl') =>
    exportCode(prompt, anthropicServer, id, { ...one!.options, variables: 'parameters' }).notes.map(({ text }) => text)
  expect(saysOf('python')).toContain(
    'With these values the system prompt is empty: Run leaves it out, and the code sends it empty.',
  )
  expect(saysOf('curl')).toEqual(['curl takes no parameters, so the variables are filled in.'])
})

it('says above the code that texts of files stand in it, and that Run goes elsewhere now', () => {
  const files = codeCases.find(({ name }) => name === 'files, streamed')!
  const notesTo = (kind: CodeServer['kind']) =>
    exportCode(files.prompt, { ...anthropicServer, kind }, 'curl', { ...files.options, data: caseData }).notes
  expect(notesTo('anthropic').map(({ text }) => text)).toEqual([
    "The code reads it's a $pic {x}.png from the folder that it is started in.",
    'A shell cannot write a text as JSON, so notes.txt stands in the code itself.',
    'curl prints the events of the stream as they come.',
  ])
  expect(notesTo('simulator').at(-1)).toEqual({
    kind: 'how',
    text: 'Run goes to the simulator now; this code goes to Anthropic and needs a key.',
  })
})
