import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, it, onTestFinished, vi } from 'vitest'
import { filesWithSecret } from '../../test/support/find-secret.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { catchCrashes } from './crash.ts'
import { openLog } from './log.ts'

// Without the spelling of Anthropic's keys: it is found because it is known, not because of its shape.
const key = 'hunter22-of-a-local-server'
const root = join(import.meta.dirname, '../..')

/** What the browser-hosted app prints and keeps when this happens to it, in a process of its own. */
async function crashed(how: 'exception' | 'rejection') {
  const folder = await temporaryFolder()
  const child = spawn(process.execPath, ['src/server/main.ts', '--port', '0', '--data-dir', folder, '--no-open'], {
    cwd: root,
    env: {
      ...process.env,
      ANTHROPIC_API_KEY: key,
      ANTHROPIC_LOG: 'debug',
      CRASH: how,
      NODE_OPTIONS: `--import=${join(root, 'test/support/crash-when-told.mjs')}`,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk))
  const logText = () => readFileSync(join(folder, 'logs', 'antiphon.log'), 'utf8')
  await expect.poll(() => logText()).toContain('"start"')
  const ended = new Promise((resolve) => child.once('close', resolve))
  child.send('crash')
  return { code: await ended, output, log: logText(), folder }
}

it.each(['exception', 'rejection'] as const)(
  'S27 an uncaught %s with the client in scope is told and logged without the key',
  async (how) => {
    const { code, output, log, folder } = await crashed(how)
    expect(code).toBe(1)
    expect(output).toMatch(/Error: lost with \[redacted\]\n +at .+crash-when-told\.mjs:\d+/)
    expect(output).toContain('Caused by: TypeError: bad header [redacted]')
    expect(output).not.toContain(key)
    expect(log).toContain('"where":"crash"')
    expect(filesWithSecret(folder, key)).toEqual([])
  },
)

it('S27 a crash report hides what the log hides, names no property, and ends the app once', async () => {
  const events = new EventEmitter()
  const written: string[] = []
  const onCrash = vi.fn()
  const crashes = catchCrashes({ events, environmentKey: null, write: (text) => written.push(text), onCrash })
  const log = openLog(await temporaryFolder(), () => new Date())
  log.hide(key)
  crashes.logTo(log)
  events.emit('uncaughtException', Object.assign(new Error(`lost with ${key}`), { client: { apiKey: key } }))
  events.emit('uncaughtException', `a text with ${key}`)
  events.emit('uncaughtException', { apiKey: key })
  await log.close()
  expect(written[0]).toMatch(/^Error: lost with \[redacted\]\n +at /)
  expect(written.slice(1)).toEqual(['a text with [redacted]\n', 'Something was thrown: object\n'])
  expect(inspect(written)).not.toMatch(/hunter22|client/)
  expect(onCrash.mock.calls).toEqual([['exception']])
})
