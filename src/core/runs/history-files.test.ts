import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import type { ExportEvent } from '#shared/runs/history'
import { allRuns, coreWith, exported, imported, stay } from '../../../test/support/history-core.ts'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, type TestCore } from '../../../test/support/test-core.ts'

const prompt = examplePrompts[0]!

it('brings every run with its marks from one history into another, and none of them twice', async () => {
  const there = await coreWith(Array.from({ length: 120 }, (_, index) => ({ excerpt: `run ${index}\n“quoted”` })))
  const here = await coreWith([])
  const { text, runs, events } = await exported(there, 'jsonl')
  expect([runs, text.trimEnd().split('\n').length, events.length]).toEqual([120, 120, 4])
  expect(await imported(here, text, 10_000)).toEqual({ type: 'end', imported: 120, known: 0, refused: 0, reasons: [] })
  expect(await allRuns(here)).toEqual(await allRuns(there))
  expect(await imported(here, text)).toMatchObject({ imported: 0, known: 120 })
  expect(readdirSync(join(here.folder, 'imports'))).toEqual([])
  const { hits } = await here.handlers['history.search'](
    { text: 'Hello there', filter: {}, order: 'newest', after: null, limit: 200 },
    stay,
  )
  expect(hits.length).toBeGreaterThan(0)
})

it('exports what was chosen, and no run that still goes', async () => {
  const core = await coreWith([{ model: 'a' }, { model: 'b' }, { model: 'b', state: 'running' }])
  expect((await exported(core, 'jsonl', { choice: { filter: { model: 'b' } } })).runs).toBe(2)
  expect((await exported(core, 'jsonl', { choice: { ids: ['run-0'] } })).runs).toBe(1)
})

it('neutralises every cell of a table that a spreadsheet would reckon (S32)', async () => {
  const plain = ['plain, "quoted"\nand lines', 'a line\n=1+1', 'a line\r=1+1']
  const formulas = ['=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\n=1']
  const core = await coreWith(
    [...formulas, ...plain].map((text) => ({
      promptName: text,
      response: { ...sampleEndedRun().response, content: [{ type: 'text', text }] },
    })),
  )
  const { text } = await exported(core, 'csv')
  const [heading, ...rows] = readCsv(text)
  expect(heading?.slice(0, 4)).toEqual(['\uFEFFstarted_at', 'model', 'api_version', 'prompt'])
  expect(rows.map((row) => row[3])).toEqual([...formulas.map((formula) => `'${formula}`), ...plain])
  for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
  expect(rows[0]?.[15]).toBe("'=1+1")
})

/** RFC 4180, written apart from what writes it. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.slice(0, -1)
}

it('replays in another history what was exported with its wire, and says nothing of the wire where it was not asked for', async () => {
  const there = await coreWith([])
  const answered = await runOnce(there, { ...prompt, system: 'déjà vu 👋' })
  there.simulator.setScenario('overloaded-529')
  const failed = await runOnce(there, prompt)
  const wireOf = async ({ handlers }: TestCore, id: string) => {
    const tries = await handlers['runs.wire']({ id }, stay)
    const parts = (['request', 'response'] as const).flatMap((part) =>
      tries.map(({ number: attempt }) =>
        handlers['runs.wireText']({ id, attempt, part, offset: 0, limit: 1_000_000 }, stay),
      ),
    )
    const events = await handlers['runs.events']({ id, attempt: null, after: 0, limit: 2_000 }, stay)
    return { tries, texts: await Promise.all(parts), events }
  }
  const { text } = await exported(there, 'jsonl', { withWire: true })
  const here = await coreWith([])
  expect(await imported(here, text)).toMatchObject({ imported: 2, refused: 0 })
  for (const id of [answered, failed]) expect(await wireOf(here, id)).toEqual(await wireOf(there, id))
  expect((await wireOf(here, answered)).events.events.length).toBeGreaterThan(5)
  expect((await exported(there, 'jsonl')).text).not.toContain('"wire"')
})

async function runOnce({ handlers }: TestCore, sent: Prompt): Promise<string> {
  for await (const event of handlers['runs.start']({ prompt: sent }, stay)) {
    if (event.type === 'end') return event.run.id
  }
  throw new Error('The run did not end.')
}

it('takes the wire over from a database, and the run alone where that is none', async () => {
  const there = await coreWith([])
  const id = await runOnce(there, prompt)
  const events = await there.handlers['runs.events']({ id, attempt: 1, after: 0, limit: 2_000 }, stay)
  await there.core.close()
  const file = join(there.folder, 'antiphon.db')
  const bytesAfter = (change: string) => {
    const db = new DatabaseSync(file, { defensive: false })
    db.exec(`PRAGMA journal_mode = DELETE; DROP TRIGGER IF EXISTS wireStays; ${change}`)
    db.close()
    return readFileSync(file)
  }
  const [whole, broken] = [await coreWith([]), await coreWith([])]
  await imported(whole, bytesAfter(''))
  expect(await whole.handlers['runs.events']({ id, attempt: 1, after: 0, limit: 2_000 }, stay)).toEqual(events)
  expect(await imported(broken, bytesAfter(`UPDATE wire SET bytes = x'00ff' WHERE kind = 'bytes'`))).toMatchObject({
    imported: 1,
  })
  expect(await broken.handlers['runs.wire']({ id }, stay)).toEqual([])
})

it.each([
  ['a try that is none', { attempt: 0, kind: 'end', atMs: 1, bytes: 0, failure: null }],
  ['a step that is none', { attempt: 1, kind: 'bytes', marks: [[-1, 2]], text: 'x' }],
  ['no base64', { attempt: 1, kind: 'bytes', marks: [], base64: '%%%' }],
])('imports no run whose wire holds %s (S28)', async (_what, entry) => {
  const core = await coreWith([])
  const line = JSON.stringify({ run: sampleEndedRun(), wire: [entry] })
  await expect(imported(core, line)).rejects.toMatchObject({ message: expect.stringContaining('field wire') })
})

/** A core on a system with a dialog in which the person always chooses the same file. */
async function coreThatAsks(count: number, path: string | null): Promise<TestCore> {
  return coreWith(
    Array.from({ length: count }, () => ({})),
    { chooseFile: async () => path },
  )
}

it('writes a file where the person says, in the place of one that is there, and nothing where they say nothing (R47)', async () => {
  const path = join(await temporaryFolder(), 'mine.jsonl')
  writeFileSync(path, 'old')
  const { file } = await exported(await coreThatAsks(1, path), 'jsonl')
  expect(file).toEqual({ name: 'mine.jsonl', path, download: null, bytes: statSync(path).size })
  expect(readFileSync(path, 'utf8')).toContain('"id":"run-0"')

  const { handlers, folder } = await coreThatAsks(1, null)
  const events: ExportEvent[] = []
  const call = handlers['history.export']({ choice: { filter: {} }, format: 'csv', withWire: false }, stay)
  for await (const event of call) events.push(event)
  expect([events, readdirSync(folder).includes('exports')]).toEqual([[], false])
})

it('does not wait for the dialog when it closes', async () => {
  const { core, handlers } = await coreWith([{}], { chooseFile: () => new Promise(() => {}) })
  const asked = handlers['history.export']({ choice: { filter: {} }, format: 'csv', withWire: false }, stay)
  const ended = asked[Symbol.asyncIterator]().next()
  await core.close()
  expect((await ended).done).toBe(true)
})

it('leaves the file that is there as it was when an export is stopped, and no other behind (R47)', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'mine.jsonl')
  writeFileSync(path, 'old')
  const core = await coreThatAsks(120, path)
  const stopping = new AbortController()
  const what = { choice: { filter: {} }, format: 'jsonl', withWire: false } as const
  for await (const { type } of core.handlers['history.export'](what, { signal: stopping.signal })) {
    expect(type).toBe('progress')
    stopping.abort()
  }
  expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['mine.jsonl'], 'old'])
})

it('says why a file cannot be written, and leaves none (R47)', async () => {
  const folder = await temporaryFolder()
  const core = await coreThatAsks(1, join(folder, 'gone', 'mine.jsonl'))
  await expect(exported(core, 'jsonl')).rejects.toMatchObject({ kind: 'storage' })
  expect(readdirSync(folder)).toEqual([])
})

it('forgets a file that was written for a page once that has it, or at the next start, and no file that was named', async () => {
  const folder = await temporaryFolder()
  const { handlers, core } = await createTestCore({ dataFolder: folder })
  const what = { choice: { filter: {} }, format: 'csv', withWire: false } as const
  const left: ExportEvent[] = []
  for await (const event of handlers['history.export'](what, stay)) left.push(event)
  writeFileSync(join(folder, 'exports', 'antiphon-history-2026-11-01.jsonl'), 'mine')
  expect(readdirSync(join(folder, 'exports'))).toHaveLength(2)
  await core.close()
  const later = await createTestCore({ dataFolder: folder })
  onTestFinished(() => later.dispose())
  await exported(later, 'csv')
  expect(readdirSync(join(folder, 'exports'))).toEqual(['antiphon-history-2026-11-01.jsonl'])
})

it('empties at the next start what a kill left of an import', async () => {
  const folder = await temporaryFolder()
  mkdirSync(join(folder, 'imports'))
  writeFileSync(join(folder, 'imports', 'half.part'), 'x')
  const core = await createTestCore({ dataFolder: folder })
  onTestFinished(() => core.dispose())
  expect(readdirSync(folder)).not.toContain('imports')
})

it('names the files in which deleted runs stay: copies from before an update, and damaged histories', async () => {
  const { handlers, folder } = await coreWith([{}])
  expect(await handlers['history.copies']({}, stay)).toEqual({ folder, names: [] })
  const copies = ['antiphon.db.before-schema-7', 'antiphon.db.damaged-2026-11-22T10-00-00']
  for (const name of [...copies, 'antiphon.db.else', 'other']) writeFileSync(join(folder, name), '')
  expect((await handlers['history.copies']({}, stay)).names).toEqual(copies)
})
