import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileStem } from '#shared/file-stem'
import type { Prompt } from '#shared/prompt'
import { makePrivateFolder } from './folders.ts'
import { parsePromptFile, promptFileText } from './prompt-file.ts'
import { createQueue, untilItWorks } from './queue.ts'
import { isTemporary, syncFolder, writeFileAtomic } from './write-file.ts'

/** A prompt as the library holds it. `file` is a name inside the library's folder. */
export type LibraryFile = { file: string; prompt: Prompt; savedAt: Date }

/** The library: a folder of JSON files, one prompt each, which the person may edit, copy and keep under version control. */
export type Library = {
  /** Resolves once the folder is there, with the examples of a first start in it. */
  prepare: () => Promise<void>
  /** Every prompt; a file that is broken or newer is left out and left alone. */
  list: () => Promise<LibraryFile[]>
  /** The prompt with this id, or `null`. */
  find: (id: string) => Promise<LibraryFile | null>
  /** Resolves once the file is on the disk. The file follows the prompt's name. */
  write: (prompt: Prompt) => Promise<LibraryFile>
  remove: (file: string) => Promise<void>
}

const readTogether = 32

/**
 * Opens the library in `folder`. On a first start it is made, with `examples` in it, when it is first asked for.
 * @param onUnreadable Told once of every file that cannot be listed, and why.
 */
export function openLibrary(
  folder: string,
  examples: readonly Prompt[],
  onUnreadable: (file: string, why: string) => void,
): Library {
  const inOrder = createQueue()
  const told = new Set<string>()
  // Where each prompt was last seen: a guess, checked before it is used, since others write in this folder, too.
  const lastSeen = new Map<string, string>()
  const prepared = untilItWorks(() => makeLibrary(folder, examples))

  const tell = (file: string, why: string) => {
    if (told.has(file)) return
    told.add(file)
    onUnreadable(file, why)
  }

  async function read(file: string): Promise<LibraryFile | null> {
    try {
      const path = join(folder, file)
      const [text, { mtime }] = await Promise.all([readFile(path, 'utf8'), stat(path)])
      const content = parsePromptFile(text)
      if (content.kind === 'prompt') return { file, prompt: content.prompt, savedAt: mtime }
      tell(file, content.kind === 'newer' ? 'it was written by a newer Antiphon' : 'it holds no prompt')
    } catch (error) {
      if (!isMissing(error)) tell(file, 'it cannot be read')
    }
    return null
  }

  async function list(): Promise<LibraryFile[]> {
    await prepared()
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json') && !file.startsWith('.')).sort()
    const found: LibraryFile[] = []
    for (let start = 0; start < files.length; start += readTogether) {
      const batch = await Promise.all(files.slice(start, start + readTogether).map(read))
      found.push(...batch.filter((item) => item !== null))
    }
    const first = new Map<string, LibraryFile>()
    for (const item of found) {
      if (first.has(item.prompt.id)) tell(item.file, `its id is already that of ${first.get(item.prompt.id)?.file}`)
      else first.set(item.prompt.id, item)
    }
    for (const { file, prompt } of first.values()) lastSeen.set(prompt.id, file)
    return [...first.values()]
  }

  async function find(id: string): Promise<LibraryFile | null> {
    await prepared()
    const file = lastSeen.get(id)
    const guess = file === undefined ? null : await read(file)
    if (guess?.prompt.id === id) return guess
    return (await list()).find(({ prompt }) => prompt.id === id) ?? null
  }

  /** A name that no other file has, not even in other letter case; its own file may keep a number that it has. */
  async function freeName(name: string, own: string | null): Promise<string> {
    const stem = fileStem(name, 'prompt')
    if (own && new RegExp(`^${stem}(-\\d+)?\\.json$`, 'u').test(own)) return own
    const taken = new Set((await readdir(folder)).map((file) => file.toLowerCase()))
    for (let number = 1; ; number += 1) {
      const file = number === 1 ? `${stem}.json` : `${stem}-${number}.json`
      if (!taken.has(file)) return file
    }
  }

  return {
    prepare: prepared,
    list,
    find,
    write: (prompt) =>
      inOrder(async () => {
        const before = await find(prompt.id)
        const file = await freeName(prompt.name, before?.file ?? null)
        // Moved before it is written: a crash in between leaves one file, and never two with the same id.
        if (before && before.file !== file) await rename(join(folder, before.file), join(folder, file))
        await writeFileAtomic(join(folder, file), promptFileText(prompt))
        lastSeen.set(prompt.id, file)
        const { mtime } = await stat(join(folder, file))
        return { file, prompt, savedAt: mtime }
      }),
    remove: (file) =>
      inOrder(async () => {
        await unlink(join(folder, file))
        await syncFolder(folder)
      }),
  }
}

/** Makes the folder with everything in it at once, so that a crash cannot leave half of the examples. */
async function makeLibrary(folder: string, examples: readonly Prompt[]): Promise<void> {
  if (existsSync(folder)) return await removeTemporaries(folder)
  const unfinished = `${folder}.new`
  makePrivateFolder(unfinished)
  for (const prompt of examples) {
    await writeFileAtomic(join(unfinished, `${fileStem(prompt.name, 'prompt')}.json`), promptFileText(prompt))
  }
  await rename(unfinished, folder)
  await syncFolder(dirname(folder))
}

/** Removes what writes that were cut short left behind. */
export async function removeTemporaries(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = await readdir(folder)
  await Promise.all(files.filter(isTemporary).map((file) => unlink(join(folder, file)).catch(() => {})))
}

/** Whether a file is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
