import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readHolder, takeInstanceLock } from './instance-lock.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Another process that takes the folder and says so. */
async function otherProcess() {
  const module = new URL('./instance-lock.ts', import.meta.url).href
  const script = `const { takeInstanceLock } = await import(${JSON.stringify(module)})
    const lock = takeInstanceLock(${JSON.stringify(folder)})
    lock?.announce({ pid: process.pid, url: 'http://127.0.0.1:4000' })
    process.stdout.write(lock ? 'taken' : 'refused')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data))))
  const kill = () =>
    new Promise((resolve) => {
      child.once('close', resolve)
      child.kill('SIGKILL')
    })
  return { said, pid: child.pid, kill }
}

it('gives a folder to one process at a time, and says which one has it', async () => {
  const other = await otherProcess()
  expect(other.said).toBe('taken')
  expect(takeInstanceLock(folder)).toBeNull()
  expect(readHolder(folder)).toEqual({ pid: other.pid, url: 'http://127.0.0.1:4000' })
  await other.kill()
})

it('is free again as soon as the process that had it was killed', async () => {
  const other = await otherProcess()
  await other.kill()
  const lock = takeInstanceLock(folder)
  expect(lock).not.toBeNull()
  lock?.release()
})

it('is free again after a release, and the note is gone', async () => {
  const lock = takeInstanceLock(folder)
  lock?.announce({ pid: 1, url: null })
  for (const name of ['antiphon.lock', 'antiphon.lock.json'])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  lock?.release()
  expect(readHolder(folder)).toBeNull()
  const other = await otherProcess()
  expect(other.said).toBe('taken')
  await other.kill()
})

it('reads no holder out of a note that is none', () => {
  writeFileSync(join(folder, 'antiphon.lock.json'), '{"pid":"x"}')
  expect(readHolder(folder)).toBeNull()
})

it('leaves no journal behind', () => {
  const lock = takeInstanceLock(folder)
  expect(() => readFileSync(join(folder, 'antiphon.lock-journal'))).toThrow('ENOENT')
  lock?.release()
})

it('says why a folder cannot be taken', () => {
  expect(() => takeInstanceLock(join(folder, 'missing'))).toThrow(/unable to open/)
})
