import { closeSync, ftruncateSync, openSync, rmSync } from 'node:fs'
import type { PackedWireRow } from '../db/kept-wire.ts'
import { appendText } from '../files/append-text.ts'
import { toStorageError } from '../files/storage-error.ts'
import { Fault } from './found-runs.ts'

/**
 * A file of ours for runs that are sound: a line that says which one begins, one for each row of its wire, then the run itself
 * (`CheckedLine`). What turns out to be unsound is cut off again, as long as no other run came after it. Throws a Fault where the disk does
 * not take it.
 */
export function openCheckedFile(path: string) {
  rmSync(path, { force: true })
  const file = openSync(path, 'a', 0o600)
  let length = 0
  let [runAt, wireAt] = [0, 0]
  const write = (line: unknown) => {
    try {
      length += appendText(file, `${JSON.stringify(line)}\n`)
    } catch (error) {
      const known = toStorageError(error, 'What was checked of it')
      throw known instanceof Error ? new Fault(known.message) : known
    }
  }
  const cutAt = (place: number) => {
    ftruncateSync(file, place)
    length = place
  }
  return {
    startRun: (id: string) => {
      runAt = length
      write({ starts: id })
      wireAt = length
    },
    endRun: (run: unknown) => write(run),
    add: (row: PackedWireRow) => write(row),
    /** Cuts off the last run with its wire. */
    dropRun: () => cutAt(runAt),
    /** Cuts off the wire of the last run. */
    dropWire: () => cutAt(wireAt),
    close: () => closeSync(file),
  }
}
