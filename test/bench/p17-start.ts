import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { root } from '../../scripts/run.ts'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { median } from './statistics.ts'

const server = join(root, 'out/main/server.js')
const sdk = import.meta.resolve('@anthropic-ai/sdk')
const pairs = 21

/** P17: from the start of the server's process to its ready line, and to the first page and the first answer of the core. */
export async function start(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), 'antiphon-bench-'))
  try {
    const ready = async (before: string[] = []) => (await launch(folder, before)).readyMs
    const againstEmpty = await measurePair(() => ready(), runEmpty, pairs)
    const floor = await measurePair(runFloor, runEmpty, pairs)
    const againstEager = await measurePair(
      () => ready(),
      () => ready(['--import', sdk]),
      pairs,
    )
    const page = await measurePair(async () => (await launch(folder, [])).pageMs, runEmpty, 9)
    const core = await measurePair(async () => (await launch(folder, [])).coreMs, runEmpty, 9)
    const ms = ({ ours, baseline }: { ours: number[]; baseline: number[] }) =>
      `${number(median(ours))} against ${number(median(baseline))} ms`
    return [
      {
        id: 'P17',
        what: 'Node’s own modules that the start needs, loaded and listening, against an empty Node: the floor',
        result: `${ratioText(floor)}, ${ms(floor)}`,
        target: '',
        isMet: null,
      },
      {
        id: 'P17',
        what: 'start of the server to its ready line, against an empty Node',
        result: `${ratioText(againstEmpty)}, ${ms(againstEmpty)}`,
        target: '≤ 1.5x',
        isMet: againstEmpty.high <= 1.5,
      },
      {
        id: 'P17',
        what: 'the same, against a start that loads the SDK first',
        result: `${ratioText(againstEager)}, ${ms(againstEager)}, that is ${number(1 / againstEager.median)}x faster`,
        target: '≥ 2x faster',
        isMet: againstEager.high <= 0.5,
      },
      {
        id: 'P17',
        what: 'start to the page, asked for as soon as the line is there',
        result: `${ratioText(page)}, ${ms(page)}`,
        target: '',
        isMet: null,
      },
      {
        id: 'P17',
        what: 'start to the first answer of the core, asked for as soon as the line is there',
        result: `${ratioText(core)}, ${ms(core)}`,
        target: '',
        isMet: null,
      },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}

const runEmpty = () => runScript('0')

/** A lock that the system keeps, a token that nobody can guess, a server that listens: nothing of ours. */
const runFloor = () =>
  runScript(`
    new (process.getBuiltinModule('node:sqlite').DatabaseSync)(':memory:').exec('BEGIN EXCLUSIVE')
    process.getBuiltinModule('node:crypto').randomBytes(32)
    const server = process.getBuiltinModule('node:http').createServer()
    server.listen(0, '127.0.0.1', () => process.exit())
  `)

async function runScript(script: string): Promise<number> {
  const startedAt = performance.now()
  await ended(spawn(process.execPath, ['-e', script], { stdio: 'ignore' }))
  return performance.now() - startedAt
}

/** Milliseconds since the process was started. @throws where the page or the core is not what was promised. */
async function launch(folder: string, nodeOptions: string[]) {
  const startedAt = performance.now()
  const since = () => performance.now() - startedAt
  const child = spawn(process.execPath, [...nodeOptions, server, '--data-dir', folder, '--no-open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [, url = ''] = /^Antiphon is ready: (\S+)$/m.exec(await firstOutput(child)) ?? []
  const readyMs = since()
  const { origin, hash } = new URL(url)
  const page = await fetch(origin)
  if (!(await page.text()).includes('<title>Antiphon</title>')) throw new Error('The first answer was not the page.')
  const pageMs = since()
  await askCore(origin, hash.slice('#token='.length))
  const coreMs = since()
  child.kill('SIGTERM')
  await ended(child)
  return { readyMs, pageMs, coreMs }
}

/** Signs in as the page does and asks the core who it is. */
async function askCore(origin: string, token: string): Promise<void> {
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-antiphon': '1', origin },
    body: JSON.stringify({ token }),
  })
  const { secret } = (await response.json()) as { secret: string }
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/wire`, ['antiphon', `secret.${secret}`], {
    origin,
    headers: { cookie },
  })
  const answer = await new Promise<string>((resolve, reject) => {
    socket.once('open', () => socket.send('["call",1,"app.info",{}]'))
    socket.once('message', (data) => resolve((data as Buffer).toString()))
    socket.once('error', reject)
  })
  socket.terminate()
  if (!answer.startsWith('[["answer",1,')) throw new Error(`The core answered ${answer}`)
}

function firstOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout?.once('data', (data) => resolve(String(data))))
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()))
}
