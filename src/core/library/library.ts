import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/app-error'
import { fileStem } from '#shared/files/file-stem'
import type { Prompt } from '#shared/prompt/prompt'
import { makePrivateFolder } from '../files/folders.ts'
import { createQueue, untilItWorks } from '../files/queue.ts'
import { isTemporary, syncFolder, writeFileAtomic } from '../files/write-file.ts'
import { removeLeftovers } from './leftovers.ts'
import {
  createLibraryReader,
  type LibraryContents,
  type LibraryFile,
  libraryLimits,
  parentOf,
} from './library-reader.ts'
import { fingerprint, isSamePrompt, promptFileText } from './prompt-file.ts'

/** `folder`: where a new prompt goes. `expected`: the version that the writer saw, `null` for none; left out, any will do. */
export type WriteOptions = { folder?: string | undefined; expected?: string | null | undefined }

/** A library: a folder of JSON files, one prompt each, which the person may edit, copy and keep under version control. */
export type Library = {
  readonly folder: string
  /** Resolves once the folder is there, with the examples of a first start in it. */
  prepare: () => Promise<void>
  /** Everything in it; a file that is broken or newer is told of and left alone. */
  look: () => Promise<LibraryContents>
  /** The prompt with this id, or `null`. */
  find: (id: string) => Promise<LibraryFile | null>
  /**
   * Resolves once the file is on the disk. A new name of the prompt is a new name of the file, too.
   * @throws AppError `conflict` where the file is neither what was expected nor what is written, `invalid-input` where the prompt
   * is larger than what is read back: nothing is changed then.
   */
  write: (prompt: Prompt, options?: WriteOptions) => Promise<LibraryFile>
  /** Moves a file into another folder of the library. */
  move: (file: LibraryFile, folder: string) => Promise<LibraryFile>
  remove: (file: string) => Promise<void>
}

/**
 * Opens a library. One that is not there is made when it is first asked for, with `examples` in it; where they are `null`, it must
 * be there.
 * @param onProblem Told once of every file that cannot be listed, and why.
 */
export function openLibrary(
  folder: string,
  examples: readonly Prompt[] | null,
  onProblem: (file: string, why: string) => void,
): Library {
  const inOrder = createQueue()
  const told = new Set<string>()
  // The disk's clock and not the one that is handed in: it is what tells a write of before from one that goes on.
  const openedAt = Date.now()
  let isSwept = false
  const reader = createLibraryReader(folder)
  // Where each prompt was last seen: a guess, checked before it is used, since others write in this folder, too.
  const lastSeen = new Map<string, string>()
  const prepared = untilItWorks(() => (examples ? makeLibrary(folder, examples) : checkLibrary(folder)))

  async function look(): Promise<LibraryContents> {
    await prepared()
    const contents = await reader.look()
    if (!isSwept) await removeLeftovers(folder, contents.leftovers, openedAt)
    isSwept = true
    for (const { file, why } of contents.problems) {
      if (!told.has(file)) onProblem(file, why)
      told.add(file)
    }
    for (const { file, prompt } of contents.files) lastSeen.set(prompt.id, file)
    return contents
  }

  async function find(id: string, isFresh = false): Promise<LibraryFile | null> {
    await prepared()
    const file = lastSeen.get(id)
    const guess = file === undefined ? null : await reader.read(file, isFresh)
    if (guess && 'prompt' in guess && guess.prompt.id === id) return guess
    return (await look()).files.find(({ prompt }) => prompt.id === id) ?? null
  }

  /** A name in a folder that no other file has, not even in other letter case; its own file may keep a number that it has. */
  async function freeName(stem: string, inside: string, own: string | null): Promise<string> {
    const path = (name: string) => (inside === '' ? name : `${inside}/${name}`)
    if (own && parentOf(own) === inside && new RegExp(`^${stem}(-\\d+)?\\.json$`, 'u').test(basename(own))) return own
    // A name that somebody gave may have all the bytes that a file system allows.
    const short = withinBytes(stem, 255 - '-10000.json'.length)
    const taken = new Set((await readdir(join(folder, inside))).map((file) => file.normalize('NFC').toLowerCase()))
    for (let number = 1; ; number += 1) {
      const name = number === 1 ? `${stem}.json` : `${short}-${number}.json`
      // Asked of the disk, too: what is one name and what are two is its own affair.
      if (!taken.has(name) && !existsSync(join(folder, path(name)))) return path(name)
    }
  }

  async function atPlace(file: string, prompt: Prompt): Promise<LibraryFile> {
    const { mtime } = await stat(join(folder, file))
    lastSeen.set(prompt.id, file)
    return { file, prompt, savedAt: mtime, version: fingerprint(prompt) }
  }

  return {
    folder,
    prepare: prepared,
    look,
    find,
    write: (prompt, { folder: wanted, expected } = {}) =>
      inOrder(async () => {
        const text = promptFileText(prompt)
        checkSize(text)
        const before = await find(prompt.id, true)
        if (before && expected !== undefined && before.version !== expected && !isSamePrompt(before.prompt, prompt))
          throw new AppError('conflict', `${before.file} was changed outside Antiphon, and is left as it is.`, {
            id: prompt.id,
            file: before.file,
          })
        const inside = before ? parentOf(before.file) : (wanted ?? '')
        await mkdir(join(folder, inside), { recursive: true })
        // A file that somebody named otherwise keeps that name until the prompt gets a new one.
        const file =
          before?.prompt.name === prompt.name
            ? before.file
            : await freeName(fileStem(prompt.name, 'prompt'), inside, before?.file ?? null)
        // Moved before it is written: a crash in between leaves one file, and never two with the same id.
        if (before && before.file !== file) await rename(join(folder, before.file), join(folder, file))
        await writeFileAtomic(join(folder, file), text, 'theirs')
        return await atPlace(file, prompt)
      }),
    move: ({ file: from, prompt }, inside) =>
      inOrder(async () => {
        if (parentOf(from) === inside) return await atPlace(from, prompt)
        const file = await freeName(basename(from, '.json').toLowerCase(), inside, null)
        await rename(join(folder, from), join(folder, file))
        await syncFolder(join(folder, parentOf(from)))
        await syncFolder(join(folder, inside))
        return await atPlace(file, prompt)
      }),
    remove: (file) =>
      inOrder(async () => {
        const path = join(folder, file)
        await unlink(path)
        await syncFolder(dirname(path))
      }),
  }
}

function withinBytes(text: string, most: number): string {
  const characters = Array.from(text)
  while (Buffer.byteLength(characters.join('')) > most) characters.pop()
  return characters.join('')
}

function checkSize(text: string): void {
  const { fileBytes } = libraryLimits
  if (Buffer.byteLength(text) <= fileBytes) return
  throw new AppError(
    'invalid-input',
    `It is not saved, because its file would be larger than ${fileBytes / 1e6} MB. Take something out of it; your edits are kept.`,
    { fileBytes },
  )
}

/** Makes the folder with everything in it at once, so that a crash cannot leave half of the examples. */
async function makeLibrary(folder: string, examples: readonly Prompt[]): Promise<void> {
  if (existsSync(folder)) return await removeTemporaries(folder)
  const unfinished = `${folder}.new`
  makePrivateFolder(unfinished)
  for (const prompt of examples) {
    await writeFileAtomic(join(unfinished, `${fileStem(prompt.name, 'prompt')}.json`), promptFileText(prompt), 'theirs')
  }
  await rename(unfinished, folder)
  await syncFolder(dirname(folder))
}

/** The folder must be there: one that was made in its place would look like a library from which everything is gone. */
async function checkLibrary(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => null)
  if (!facts?.isDirectory()) throw new AppError('not-found', `The folder ${folder} is not there.`, { folder })
  await removeTemporaries(folder)
}

/** Removes what writes that were cut short left behind in a folder; makes it where it is missing. */
export async function removeTemporaries(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = await readdir(folder)
  await Promise.all(files.filter(isTemporary).map((file) => unlink(join(folder, file)).catch(() => {})))
}
