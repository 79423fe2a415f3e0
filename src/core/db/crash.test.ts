// What a kill or a power cut leaves behind: the database opens, is whole, and holds what was acknowledged.
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { sampleEndedRun, sampleRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { migrations } from './migrations.ts'
import { openDatabase } from './open-database.ts'
import { openRunStore } from './open-run-store.ts'
import { runsTable } from './runs-table.ts'

const worker = new URL('./worker.ts', import.meta.url)
const kills = 20

// Ends one run after another and prints its id once it was acknowledged; the next one is then still running.
const writer = `
  import { openRunStore } from ${JSON.stringify(new URL('./open-run-store.ts', import.meta.url).href)}
  import { sampleEndedRun, sampleRun } from ${JSON.stringify(new URL('../../../test/support/sample-run.ts', import.meta.url).href)}
  const [file, first] = process.argv.slice(1)
  const store = openRunStore({ file, worker: new URL(${JSON.stringify(worker.href)}), onNotice() {}, onDeath() {} })
  for (let number = Number(first); ; number += 1) {
    const id = 'run-' + number
    await store.insert(sampleRun({ id }))
    await store.update(sampleRun({ id, excerpt: 'half' }))
    await store.update(sampleEndedRun({ id, excerpt: 'x'.repeat(20_000) }))
    process.stdout.write(number + '\\n')
  }`

/** @returns The runs whose end was acknowledged before the kill, `afterMs` after the first of them. */
async function writeAndKill(file: string, first: number, afterMs: number): Promise<number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer, file, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    if (printed === '') setTimeout(() => child.kill('SIGKILL'), afterMs)
    printed += chunk
  })
  await new Promise((resolve) => child.on('close', resolve))
  return printed.trimEnd().split('\n').map(Number)
}

it(`survives ${kills} kills while runs are written: whole, and every acknowledged end is there (R32)`, {
  timeout: 120_000,
}, async () => {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const acknowledged: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    // Each child counts from its own thousand, since the kill may have come between an end and its acknowledgement.
    acknowledged.push(...(await writeAndKill(file, kill * 1_000, kill)))
    const db = new DatabaseSync(file)
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    const ended = db.prepare("SELECT id FROM runs JOIN requests ON runId = id WHERE state = 'completed'").all()
    expect(ended.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged.map((number) => `run-${number}`)))
    db.close()
  }
  const store = openRunStore({ file, worker, onNotice: () => {}, onDeath: () => {} })
  onTestFinished(() => store.close())
  const { runs } = await store.list({ before: null, limit: 200 })
  expect(new Set(runs.map(({ state }) => state))).not.toContain('running')
})

it('opens after a power cut at any place in the log, with the runs that were complete by then (R35)', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'antiphon.db')
  const { db } = openDatabase(file, migrations, new Date())
  db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA wal_autocheckpoint = 0')
  const table = runsTable(db)
  const runs = Array.from({ length: 12 }, (_, index) => sampleEndedRun({ id: `run-${String(index).padStart(2, '0')}` }))
  for (const run of runs) table.insert(run)

  const copy = join(folder, 'copy.db')
  const log = readFileSync(`${file}-wal`)
  const frame = 24 + 4096 // header and page (https://www.sqlite.org/fileformat2.html#walformat)
  const cuts = Array.from({ length: Math.floor(log.length / frame) }, (_, index) => 32 + index * frame)
  let most = 0
  for (const cut of [...cuts, ...cuts.map((at) => at + 17), ...cuts.map((at) => at + 2_000), log.length]) {
    copyFileSync(file, copy)
    writeFileSync(`${copy}-wal`, log)
    truncateSync(`${copy}-wal`, cut)
    const { db: opened, notice } = openDatabase(copy, migrations, new Date())
    expect(notice).toBeNull()
    expect(opened.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    const ids = opened
      .prepare('SELECT id FROM runs JOIN requests ON runId = id ORDER BY id')
      .all()
      .map(({ id }) => id)
    expect(ids).toEqual(runs.slice(0, ids.length).map(({ id }) => id))
    most = Math.max(most, ids.length)
    opened.close()
    expect(existsSync(`${copy}-wal`)).toBe(false)
  }
  expect(most).toBe(runs.length)
  db.close()
})

it('ends what a kill left running, once, and not what runs now', async () => {
  const file = join(await temporaryFolder(), 'antiphon.db')
  const { db } = openDatabase(file, migrations, new Date())
  runsTable(db).insert(sampleRun({ id: 'left' }))
  db.close()
  const store = openRunStore({ file, worker, onNotice: () => {}, onDeath: () => {} })
  onTestFinished(() => store.close())
  await store.insert(sampleRun({ id: 'now' }))
  expect([(await store.get('left'))?.state, (await store.get('now'))?.state]).toEqual(['truncated', 'running'])
})
