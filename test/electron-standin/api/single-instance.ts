// One running instance for each data folder: a lock file with the owner's process id, and a folder in which later
// instances leave a note for the first.

import { randomUUID } from 'node:crypto'
import {
  closeSync,
  type FSWatcher,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** What a later instance tells the first. */
export type InstanceNote = { argv: string[]; workingDirectory: string; additionalData: unknown }

/** The lock of one data folder. */
export class InstanceLock {
  readonly #lockFile: string
  readonly #notes: string
  #watcher: FSWatcher | null = null

  constructor(dataFolder: string) {
    this.#lockFile = join(dataFolder, 'standin-instance.lock')
    this.#notes = join(dataFolder, 'standin-instance-notes')
  }

  get isHeld(): boolean {
    return this.#watcher !== null
  }

  /** Takes the lock and returns true; or leaves `note` for its owner, whose `onNote` gets it, and returns false. */
  request(note: InstanceNote, onNote: (note: InstanceNote) => void): boolean {
    if (this.isHeld) return true
    mkdirSync(this.#notes, { recursive: true })
    if (!this.#create()) {
      if (ownerIsAlive(this.#lockFile)) {
        this.#leave(note)
        return false
      }
      rmSync(this.#lockFile, { force: true })
      if (!this.#create()) return false // another new instance was faster
    }
    this.#watcher = watch(this.#notes, () => this.#collect(onNote))
    this.#watcher.unref()
    return true
  }

  release(): void {
    if (!this.isHeld) return
    this.#watcher?.close()
    this.#watcher = null
    rmSync(this.#lockFile, { force: true })
    rmSync(this.#notes, { recursive: true, force: true })
  }

  #create(): boolean {
    try {
      const file = openSync(this.#lockFile, 'wx')
      writeFileSync(file, String(process.pid))
      closeSync(file)
      return true
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
      throw error
    }
  }

  #leave(note: InstanceNote): void {
    const name = randomUUID()
    writeFileSync(join(this.#notes, `${name}.part`), JSON.stringify(note))
    renameSync(join(this.#notes, `${name}.part`), join(this.#notes, `${name}.json`))
  }

  #collect(onNote: (note: InstanceNote) => void): void {
    for (const name of readdirSync(this.#notes).filter((file) => file.endsWith('.json'))) {
      const path = join(this.#notes, name)
      const note: InstanceNote = JSON.parse(readFileSync(path, 'utf8'))
      rmSync(path)
      onNote(note)
    }
  }
}

function ownerIsAlive(lockFile: string): boolean {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0)
    return true
  } catch {
    return false
  }
}
