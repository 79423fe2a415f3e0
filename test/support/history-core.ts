// Cores with a history, and files of it out and in through their handlers.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CoreDeps } from '#core/core-deps'
import { historyTable } from '#core/db/history-table'
import { migrations } from '#core/db/migrations'
import { openDatabase } from '#core/db/open-database'
import { promptsTable } from '#core/db/prompts-table'
import { runsTable } from '#core/db/runs-table'
import { inTransaction } from '#core/db/statements'
import type { Handlers } from '#core/handlers'
import { examplePrompts } from '#shared/prompt/examples'
import type { ExportEvent, ImportEnd, ImportEvent, RunChoice } from '#shared/runs/history'
import type { Run } from '#shared/runs/run'
import { sampleEndedRun } from './sample-run.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { createTestCore, type TestCore } from './test-core.ts'

const prompt = examplePrompts[0]!
export const stay = { signal: new AbortController().signal }
const minute = (index: number) => new Date(Date.UTC(2026, 10, 1) + index * 60_000).toISOString()

/** Writes a history with these runs, the first one with a star and a note, on this thread; answers its folder. */
export async function historyFolder(runs: Partial<Run>[]): Promise<string> {
  const folder = await temporaryFolder()
  const { db } = openDatabase(join(folder, 'antiphon.db'), migrations, new Date())
  inTransaction(db, () => {
    for (const [index, changes] of runs.entries()) {
      const id = `run-${index}`
      runsTable(db).insertPlainly(sampleEndedRun({ id, startedAt: minute(index), ...changes }))
      promptsTable(db).keepPrompt({ runId: changes.id ?? id, prompt: { ...prompt, name: id } })
    }
    if (runs.length > 0) historyTable(db, null).keepMarks({ runId: 'run-0', isStarred: true, note: '=1+1' })
  })
  db.close()
  return folder
}

/** A core whose history holds these runs. */
export async function coreWith(runs: Partial<Run>[], overrides: Partial<CoreDeps> = {}): Promise<TestCore> {
  const core = await createTestCore({ dataFolder: await historyFolder(runs), ...overrides })
  onTestFinished(() => core.dispose())
  return core
}

/** What an export told, and the text of the file where a page takes it over. */
export async function exported(
  { handlers }: TestCore,
  format: 'jsonl' | 'csv',
  { choice = { filter: {} }, withWire = false }: { choice?: RunChoice; withWire?: boolean } = {},
) {
  const events: ExportEvent[] = []
  for await (const event of handlers['history.export']({ choice, format, withWire }, stay)) events.push(event)
  const end = events.at(-1)
  if (end?.type !== 'end') throw new Error('The export did not end.')
  return { ...end, text: end.file.path === null ? await takenOver(handlers, end.file.download) : '', events }
}

/** The text of a file that was written for the page, which then has it. */
async function takenOver(handlers: Handlers, download: string): Promise<string> {
  const pieces: Buffer[] = []
  for (let offset = 0; ; ) {
    const { data } = await handlers['history.exportPart']({ download, offset }, stay)
    if (data === '') break
    pieces.push(Buffer.from(data, 'base64'))
    offset += pieces.at(-1)?.length ?? 0
  }
  await handlers['history.exportDone']({ download }, stay)
  return Buffer.concat(pieces).toString('utf8')
}

export async function imported(core: TestCore, file: string | Buffer, pieceLength = 1_000_000): Promise<ImportEnd> {
  const upload = randomUUID()
  const bytes = Buffer.from(file)
  for (let offset = 0; offset < bytes.length; offset += pieceLength) {
    const data = bytes.subarray(offset, offset + pieceLength).toString('base64')
    await core.handlers['history.importPart']({ upload, offset, data }, stay)
  }
  let end: ImportEvent | undefined
  for await (const event of core.handlers['history.import']({ upload }, stay)) end = event
  if (end?.type !== 'end') throw new Error('The import did not end.')
  return end
}

/** Every run with its marks, and what it was made from. */
export const allRuns = async (core: TestCore) => {
  const { runs } = await core.handlers['runs.list']({ before: null, limit: 200 }, stay)
  return Promise.all(
    runs.map(async ({ id, isStarred, note }) => ({
      isStarred,
      note,
      run: await core.handlers['runs.get']({ id }, stay),
      prompt: await core.handlers['runs.prompt']({ id }, stay),
    })),
  )
}
