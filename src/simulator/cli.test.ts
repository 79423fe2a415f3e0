import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { startSimulator } from './simulator.ts'

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url))
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function run(...args: string[]) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  const seen = { out: '', error: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    seen.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    seen.error += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const line = new Promise<string>((resolve) => child.stdout.once('data', () => resolve(seen.out)))
  return { child, seen, ended, line }
}

it.each(['SIGINT', 'SIGTERM'] as const)('prints where it listens, answers there, and ends with %s', async (signal) => {
  const { child, line, ended, seen } = run('--port', '0', '--scenario', 'fast')
  expect(await line).toMatch(/^Simulator is ready: http:\/\/127\.0\.0\.1:\d+\n$/)
  const url = seen.out.trim().replace('Simulator is ready: ', '')
  expect(await (await fetch(`${url}/simulator/scenario`)).json()).toEqual({ scenario: 'fast' })
  child.kill(signal)
  expect([await ended, seen.error]).toEqual([0, ''])
})

it('says in one sentence that the port is taken', async () => {
  const other = await startSimulator()
  const { ended, seen } = run('--port', String(other.port))
  expect(await ended).toBe(1)
  expect(seen).toEqual({
    out: '',
    error: `Port ${other.port} is already in use: choose another with --port, or --port 0 for a free one.\n`,
  })
  await other.close()
})

it.each([
  [['--port', 'many'], '--port is a number from 0 to 65535, not "many".\n'],
  [['--scenario', 'no-such'], "Unknown scenario 'no-such'."],
  [['--nope'], '--nope'],
])('refuses %o with a reason', async (args, reason) => {
  const { ended, seen } = run(...args)
  expect(await ended).toBe(1)
  expect(seen.error).toContain(reason)
})

it('explains itself', async () => {
  const { ended, seen } = run('--help')
  expect([await ended, seen.error]).toEqual([0, ''])
  expect(seen.out).toContain('--scenario')
})
