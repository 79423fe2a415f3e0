import { chmodSync, readFileSync, statSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/app-error'
import { makePrivateFolder } from './folders.ts'
import { createQueue } from './queue.ts'
import { setAside } from './set-aside.ts'
import { writeFileAtomic } from './write-file.ts'

const strings = z.record(z.string(), z.string())

/** Named strings in a JSON file that only this user can read (mode 0600), such as keys and their ciphertexts. */
export type StringFile = {
  path: string
  get: (name: string) => string | undefined
  set: (name: string, value: string) => Promise<void>
  /** Removes one; the file goes with the last one. */
  delete: (name: string) => Promise<void>
}

/**
 * Opens such a file; it need not exist. A file that is none of ours is set aside, never overwritten; one that cannot be
 * read throws an AppError of kind `storage`.
 */
export function openStringFile(path: string, now: () => Date): StringFile {
  const inOrder = createQueue()
  const change = (edit: (values: Map<string, string>) => boolean) =>
    inOrder(async () => {
      const values = readStrings(path, now)
      if (!edit(values)) return
      makePrivateFolder(dirname(path))
      if (values.size === 0) await unlink(path)
      else await writeFileAtomic(path, `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`)
    })
  return {
    path,
    get: (name) => readStrings(path, now).get(name),
    set: (name, value) => change((values) => values.set(name, value).has(name)),
    delete: (name) => change((values) => values.delete(name)),
  }
}

function readStrings(path: string, now: () => Date): Map<string, string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map()
    throw new AppError('storage', `${path} cannot be read, so the keys in it are out of reach.`, { path }, error)
  }
  try {
    return new Map(Object.entries(strings.parse(JSON.parse(text))))
  } catch {
    setAside(path, now())
    return new Map()
  }
}
