// Undo over restarts: one file of JSON lines per prompt, to which each write of the journal appends what changed. The line is
// on the disk before the journal is, so that whatever moment a crash picks, some line belongs to the state that survives.
import { open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { UndoChange, UndoSteps } from '#shared/prompt/undo-steps'
import { isMissing } from '../files/is-missing.ts'
import { untilItWorks } from '../files/queue.ts'
import { removeWithSetAside } from '../files/set-aside.ts'
import { writeFileAtomic } from '../files/write-file.ts'
import { removeTemporaries } from './library.ts'
import { shelfName } from './shelf-name.ts'

/** The text of the steps that are kept of one prompt; the oldest go first. */
export const mostUndoBytes = 8_000_000
/** Lines that newer ones have overtaken go once the file is this long. */
const longestFile = 3 * mostUndoBytes

/** `of`: the fingerprint of the prompt's state to which `at` belongs. */
const lineSchema = z.object({
  of: z.string(),
  at: z.number().int().min(0),
  from: z.number().int().min(0).nullable(),
  steps: z.array(z.string()),
})
type Line = z.infer<typeof lineSchema>

/** The caller keeps the calls on one id in order. */
export type UndoLogs = {
  /** Resolves once it is on the disk. */
  append: (id: string, of: string, change: UndoChange) => Promise<void>
  /** The history that leads to the state `of`; `null` where there is none, or none that can be trusted. */
  read: (id: string, of: string) => Promise<UndoSteps | null>
  /** Shortens a file that has grown long; `of` is the state that the journal holds now. */
  shorten: (id: string, of: string) => Promise<void>
  /** All that is kept of a prompt, as text; empty where there is nothing. */
  text: (id: string) => Promise<string>
  erase: (id: string) => Promise<void>
}

/** @param onDropped Told, in a sentence, of a history that was there and is not used. */
export function openUndoLogs(folder: string, onDropped: (sentence: string) => void): UndoLogs {
  const prepared = untilItWorks(() => removeTemporaries(folder))
  const pathOf = (id: string) => join(folder, shelfName(id))

  async function read(id: string, of: string): Promise<UndoSteps | null> {
    await prepared()
    const text = await readIfThere(pathOf(id))
    if (text === null) return null
    const lines = linesIn(text)
    const last = lines.findLastIndex((line) => line.of === of)
    const steps = last < 0 ? null : replay(lines.slice(0, last + 1))
    if (!steps) onDropped(`The undo history in ${pathOf(id)} does not lead to the prompt as it is, and is not used.`)
    return steps
  }

  return {
    read,
    text: async (id) => (await readIfThere(pathOf(id))) ?? '',
    erase: (id) => removeWithSetAside(pathOf(id)),
    append: async (id, of, change) => {
      await prepared()
      // A line break on either side: what a crash left of an earlier line stays a line of its own.
      await appendToDisk(pathOf(id), `\n${JSON.stringify({ of, ...change } satisfies Line)}\n`)
    },
    shorten: async (id, of) => {
      if ((await sizeOf(pathOf(id))) <= longestFile) return
      const kept = await read(id, of)
      const steps = kept ? newest(kept.steps) : []
      const from = kept ? kept.first + kept.steps.length - steps.length : 0
      const line: Line = { of, at: kept?.at ?? 0, from, steps }
      await writeFileAtomic(pathOf(id), `${JSON.stringify(line)}\n`)
    },
  }
}

/** The lines that are whole; a crash leaves at most one that is not. */
function linesIn(text: string): Line[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    try {
      const checked = lineSchema.safeParse(JSON.parse(line))
      return checked.success ? [checked.data] : []
    } catch {
      return []
    }
  })
}

/** The history after all of these lines; `null` where a step in the middle is missing. */
function replay(lines: Line[]): UndoSteps | null {
  let first = 0
  let steps: string[] = []
  let at = 0
  for (const line of lines) {
    at = line.at
    if (line.from === null) continue
    // Before the oldest step, or behind a gap: only what comes now follows on itself.
    const isApart = steps.length === 0 || line.from < first || line.from > first + steps.length
    if (isApart) [first, steps] = [line.from, []]
    else steps.length = line.from - first
    for (const step of line.steps) steps.push(step)
  }
  return at < first || at > first + steps.length ? null : { first, steps, at }
}

function newest(steps: string[]): string[] {
  let bytes = 0
  const tooOld = steps.findLastIndex((step) => {
    bytes += Buffer.byteLength(step)
    return bytes > mostUndoBytes
  })
  return steps.slice(tooOld + 1)
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

async function appendToDisk(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
