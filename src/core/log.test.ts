import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { openLog } from './log.ts'
import { redact } from './redact.ts'

const now = () => new Date('2026-11-22T10:00:00Z')

async function logged(write: (log: ReturnType<typeof openLog>) => void): Promise<unknown[]> {
  const folder = await temporaryFolder()
  const log = openLog(folder, now)
  write(log)
  await log.close()
  const lines = readFileSync(join(folder, 'antiphon.log'), 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as unknown)
}

const run = {
  runId: 'r1',
  requestId: 'req_1',
  model: 'claude-haiku-4-5',
  startedAt: '2026-11-22T09:59:58.000Z',
  durationMs: 1_200,
  inputTokens: 10,
  outputTokens: 20,
  outcome: 'completed',
} as const

it('writes one JSON line per run and nothing that was not asked for', async () => {
  const lines = await logged((log) => log.run({ ...run, excerpt: 'words of an answer' } as typeof run))
  expect(lines).toEqual([{ time: '2026-11-22T10:00:00.000Z', ...run }])
})

it('names the kind and place of a problem, without what its message quotes', async () => {
  const quoting = new SyntaxError('Unexpected token, "My private prompt" is not valid JSON')
  const [line] = await logged((log) =>
    log.problem('prompts.open', new AppError('storage', 'The disk is full.', {}, quoting)),
  )
  expect(line).toMatchObject({
    where: 'prompts.open',
    problem: {
      name: 'AppError',
      kind: 'storage',
      message: 'The disk is full.',
      stack: expect.arrayContaining([expect.stringMatching(/^at .*log\.test\.ts:\d+:\d+/)]),
      cause: { name: 'SyntaxError', message: null },
    },
  })
  expect(JSON.stringify(line)).not.toContain('private')
})

it('keeps the message of an error of the system, and survives what is no error', async () => {
  const lines = await logged((log) => {
    log.problem(
      'logs',
      Object.assign(new Error('EACCES: permission denied, open x'), { code: 'EACCES', syscall: 'open' }),
    )
    log.problem('odd', 'a thrown text with private words')
    log.problem('odd', undefined)
  })
  expect(lines).toMatchObject([
    { problem: { code: 'EACCES', message: 'EACCES: permission denied, open x' } },
    { problem: { name: 'string', message: null } },
    { problem: { name: 'undefined' } },
  ])
})

it('writes no key that it was told of, also where it is no AppError that carries it', async () => {
  const secret = 'local"key\\with:signs'
  const lines = await logged((log) => {
    log.hide(secret)
    log.notice('test', `before ${secret} after`)
  })
  expect(lines).toEqual([{ time: expect.any(String), where: 'test', notice: 'before [redacted] after' }])
})

it('is readable by this user only and starts a new file when it is full', async () => {
  const folder = await temporaryFolder()
  const log = openLog(folder, now)
  for (let line = 0; line < 60; line += 1) log.notice('filler', 'x'.repeat(100_000))
  await log.close()
  const files = readdirSync(folder).sort()
  expect(files).toEqual(['antiphon.log', 'antiphon.log.1'])
  for (const file of files) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
})

it.each([
  ['key sk-ant-api03-AbC_d-9 end', 'key [redacted] end'],
  ['Authorization: Bearer abc.def-1', 'Authorization: Bearer [redacted]'],
  ['{"authorization":"bearer abc"}', '{"authorization":"bearer [redacted]"}'],
  ['{"x-api-key":"abc"}', '{"x-api-key":"[redacted]"}'],
  ['x-api-key: abc', 'x-api-key: [redacted]'],
  ['ANTHROPIC_API_KEY=abc', 'ANTHROPIC_API_KEY=[redacted]'],
  ['a%20secret in a URL', '[redacted] in a URL'],
  ['nothing to hide', 'nothing to hide'],
])('redacts %j', (text, clean) => {
  expect(redact(text, ['a secret'])).toBe(clean)
})
