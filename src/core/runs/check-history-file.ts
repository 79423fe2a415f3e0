// Reads a history file that somebody made, on a thread of its own, and writes the runs that are sound to a file of ours.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { type ExportedRun, exportedRunSchema, type KeptWireEntry, wireLineSchema } from '#shared/runs/run-schema'
import { isObject } from '#shared/text/json'
import { packsWire } from '../db/kept-wire.ts'
import { linesOfFile } from '../files/lines-of-file.ts'
import { readHostileJson } from '../hostile-json.ts'
import { openCheckedFile } from './checked-file.ts'
import { Fault, type Found } from './found-runs.ts'
import { runsInDatabase } from './history-in-database.ts'

export type CheckProgress = { done: number; total: number }
/** `accepted` runs are in the checked file. `fault`: why the file is none that can be imported at all. */
export type CheckEnd = { accepted: number; refused: number; reasons: string[] } | { fault: string }

/** Longer lines are no run that Antiphon ever wrote. */
const longestLine = 128 * 1024 * 1024
const mostReasons = 20
const progressEvery = 200
const progressShare = 0.01

/** Writes the sound runs of `source`, a JSON line each, to `target`, which this user alone can read. Throws where one of them cannot be opened. */
export function checkHistoryFile(
  source: string,
  target: string,
  onProgress: (progress: CheckProgress) => void,
): CheckEnd {
  const total = statSync(source).size
  const runs = createCheck(target)
  let [seen, told] = [0, 0]
  try {
    for (const found of isDatabase(source) ? runsInDatabase(source) : runsInLines(source)) {
      runs.take(found)
      seen += 1
      // Many short lines are as slow as a few long ones.
      if (seen % progressEvery !== 0 && found.done - told < total * progressShare) continue
      told = found.done
      onProgress({ done: told, total })
    }
    return runs.end()
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message }
    return { fault: 'The file is damaged, or it is no history file.' }
  } finally {
    runs.close()
  }
}

/**
 * The run whose lines are read; `run`: what is kept of it. `expected`: how many lines of wire it says it has, `null` where it does not
 * say.
 */
type Current = { name: string; id: unknown; run: unknown; expected: number | null; got: number; isRefused: boolean }

/** Takes what a file holds, one piece after the other, and keeps the runs of which all is sound. */
function createCheck(target: string) {
  const file = openCheckedFile(target)
  const reasons: string[] = []
  let [accepted, refused] = [0, 0]
  let current: Current | null = null
  let pack = packsWire()

  const refuse = (name: string, reason: string) => {
    refused += 1
    if (reasons.length < mostReasons) reasons.push(`${name}: ${reason}`.slice(0, 300))
  }
  const refuseCurrent = (run: Current, name: string, reason: string) => {
    file.dropRun()
    run.isRefused = true
    refuse(name, reason)
  }
  const endRun = () => {
    if (current === null || current.isRefused) return
    const { name, run, expected, got } = current
    if (expected !== null && expected !== got)
      return refuseCurrent(current, name, `of its wire ${got} of ${expected} lines are there`)
    file.endRun(run)
    accepted += 1
  }
  const startRun = (name: string, value: unknown) => {
    endRun()
    const read = exportedRunSchema.safeParse(value)
    current = { name, id: idOf(value), run: null, expected: null, got: 0, isRefused: !read.success }
    if (!read.success) return refuse(name, faultOf(read.error.issues[0]))
    const { wire, wireLines, ...run } = read.data satisfies ExportedRun
    current.run = inOrderOf(value, run)
    file.startRun(run.run.id)
    pack = packsWire()
    if (wireLines !== undefined) current.expected = wireLines
    for (const entry of wire ?? []) file.add(pack(entry))
  }
  const addWire = (run: Current, name: string, wire: unknown) => {
    if (run.isRefused) return
    const read = wireLineSchema.safeParse({ wire })
    if (!read.success) return refuseCurrent(run, name, faultOf(read.error.issues[0]))
    run.got += 1
    file.add(pack(read.data.wire satisfies KeptWireEntry))
  }
  const takeWire = (name: string, wire: unknown, runId: unknown) => {
    if (current && (runId === null || runId === current.id)) return addWire(current, name, wire)
    endRun()
    current = { name, id: runId, run: null, expected: null, got: 0, isRefused: true }
    refuse(name, 'it belongs to no run above it')
  }
  const takeFault = (name: string, reason: string) => {
    // Where lines of its wire are still to come, this was one of them.
    const isOfRun = current !== null && !current.isRefused && current.got < (current.expected ?? 0)
    if (current && isOfRun) return refuseCurrent(current, name, reason)
    refuse(name, reason)
  }

  return {
    take: (found: Found) => {
      const { name } = found
      if ('reason' in found) takeFault(name, found.reason)
      else if ('value' in found) startRun(name, found.value)
      else if ('runId' in found) takeWire(name, found.wire, found.runId)
      else file.dropWire()
    },
    end: (): CheckEnd => {
      endRun()
      return { accepted, refused, reasons }
    },
    close: file.close,
  }
}

function idOf(value: unknown): unknown {
  const run: unknown = Object(value).run
  return Object(run).id
}

/** What was checked, its fields in the order in which the file has them: a request is kept as it was spelled when it was sent. */
function inOrderOf(original: unknown, checked: unknown): unknown {
  if (Array.isArray(checked)) return checked.map((item, index) => inOrderOf(Object(original)[index], item))
  if (typeof checked !== 'object' || checked === null) return checked
  const places = new Map(Object.keys(Object(original)).map((name, place) => [name, place]))
  const placeOf = ([name]: [string, unknown]) => places.get(name) ?? places.size
  const sorted = Object.entries(checked).toSorted((one, other) => placeOf(one) - placeOf(other))
  return Object.fromEntries(sorted.map(([name, value]) => [name, inOrderOf(Object(original)[name], value)]))
}

function faultOf(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const path = issue?.path.map(String).join('.') ?? ''
  return `${path === '' ? 'it is no run' : `its field ${path.slice(0, 100)} is not what a run has`}`
}

function* runsInLines(source: string): Generator<Found> {
  let number = 0
  for (const { text, end: done } of linesOfFile(source, 0, longestLine)) {
    number += 1
    if (text !== null && (text.trim() === '' || text === '\uFEFF')) continue
    const name = `Line ${number}`
    const read = text === null ? { ok: false as const, reason: 'it is too long' } : readHostileJson(text)
    if (!read.ok) yield { name, reason: read.reason, done }
    else if (isObject(read.value) && read.value.runId !== undefined)
      yield { name, wire: read.value.wire, runId: read.value.runId, done }
    else yield { name, value: read.value, done }
  }
}

function isDatabase(source: string): boolean {
  const file = openSync(source, 'r')
  try {
    const start = Buffer.alloc(16)
    readSync(file, start, 0, 16, 0)
    return start.toString('latin1') === 'SQLite format 3\0'
  } finally {
    closeSync(file)
  }
}
