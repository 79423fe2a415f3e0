// What lies in a library's folder. Others write there too (an editor, git), so every look begins with what the disk says; a file
// that has not changed since the last look is not read again.
import { isUtf8 } from 'node:buffer'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Prompt } from '#shared/prompt/prompt'
import { isMissing } from '../files/is-missing.ts'
import { isTemporary } from '../files/write-file.ts'
import { fingerprint, parsePromptFile } from './prompt-file.ts'

/**
 * A prompt as the library holds it. `file` is a path inside the library's folder, with `/` between its parts; `version` is the
 * fingerprint of what it holds.
 */
export type LibraryFile = { file: string; prompt: Prompt; savedAt: Date; version: string }

/** A file that is not listed, and why: what goes on after "it is not listed: ". */
export type LibraryProblem = { file: string; why: string }

/**
 * `folders`: those that hold prompts at any depth, and those that hold nothing at all. `leftovers`: files of writes that go on,
 * or that a crash cut short.
 */
export type LibraryContents = {
  files: LibraryFile[]
  folders: string[]
  problems: LibraryProblem[]
  leftovers: string[]
}

export type LibraryReader = {
  /** The prompt in a file; `null` where there is none, or none of ours. `isFresh`: read even where it looks unchanged. */
  read: (file: string, isFresh?: boolean) => Promise<LibraryFile | LibraryProblem | null>
  look: () => Promise<LibraryContents>
}

const readTogether = 32
/** A folder of somebody's work may be anything, their home folder too: beyond these it is not looked through. */
export const libraryLimits = { files: 10_000, folders: 2_000, depth: 12, fileBytes: 64_000_000 }

/** Folders that hold no prompts, and may hold very much. */
const passedOver = new Set(['node_modules'])
/** The library's own folders, beside the prompts. */
export const ownFolders: ReadonlySet<string> = new Set(['attachments', 'snapshots'])

export function createLibraryReader(folder: string): LibraryReader {
  const known = new Map<string, { stamp: string; found: LibraryFile | LibraryProblem | null }>()

  async function read(file: string, isFresh = false): Promise<LibraryFile | LibraryProblem | null> {
    const path = join(folder, file)
    try {
      // The state before the reading: a change in between is seen the next time.
      const { mtimeNs, ctimeNs, mtimeMs, size, ino } = await stat(path, { bigint: true })
      const stamp = [mtimeNs, ctimeNs, size, ino].join(' ')
      const before = known.get(file)
      if (before?.stamp === stamp && !isFresh) return before.found
      const found =
        size > libraryLimits.fileBytes
          ? { file, why: 'it is too large' }
          : toFound(file, await readFile(path), new Date(Number(mtimeMs)))
      known.set(file, { stamp, found })
      return found
    } catch (error) {
      known.delete(file)
      return isMissing(error) ? null : { file, why: 'it cannot be read' }
    }
  }

  async function look(): Promise<LibraryContents> {
    const { files, folders, problems, leftovers } = await walk(folder)
    const found: LibraryFile[] = []
    for (let start = 0; start < files.length; start += readTogether) {
      for (const item of await Promise.all(files.slice(start, start + readTogether).map((file) => read(file)))) {
        if (item && 'prompt' in item) found.push(item)
        else if (item) problems.push(item)
      }
    }
    const there = new Set(files)
    for (const file of known.keys()) if (!there.has(file)) known.delete(file)
    const { first, twins } = withoutTwins(found)
    return { files: first, folders: shownFolders(folders, first), problems: [...problems, ...twins], leftovers }
  }

  return { read, look }
}

function toFound(file: string, bytes: Buffer, savedAt: Date): LibraryFile | LibraryProblem | null {
  const content = parsePromptFile(bytes.toString('utf8'))
  // Read as a prompt it would lose those bytes with the next save.
  if (content.kind === 'prompt' && !isUtf8(bytes)) return { file, why: 'it holds bytes that are not UTF-8' }
  if (content.kind === 'prompt') return { file, prompt: content.prompt, savedAt, version: fingerprint(content.prompt) }
  if (content.kind === 'newer') return { file, why: 'it was written by a newer Antiphon' }
  return content.kind === 'broken' ? { file, why: content.why } : null
}

/** An id is that of one file: where a file was copied, the first by name has it. */
function withoutTwins(found: LibraryFile[]): { first: LibraryFile[]; twins: LibraryProblem[] } {
  const byId = new Map<string, LibraryFile>()
  const twins: LibraryProblem[] = []
  for (const item of found) {
    const first = byId.get(item.prompt.id)
    if (first) twins.push({ file: item.file, why: `its id is already that of ${first.file}` })
    else byId.set(item.prompt.id, item)
  }
  return { first: [...byId.values()], twins }
}

type Walked = Pick<LibraryContents, 'problems' | 'leftovers'> & {
  files: string[]
  folders: { path: string; isEmpty: boolean }[]
}

/** Every JSON file and every folder. Links are not followed, and hidden folders such as `.git` not looked into. */
async function walk(root: string): Promise<Walked> {
  const walked: Walked = { files: [], folders: [], problems: [], leftovers: [] }
  let level = ['']
  for (let depth = 0; level.length > 0 && depth <= libraryLimits.depth; depth += 1) {
    const next: string[] = []
    for (const path of level) {
      const { files, folders, isEmpty, leftovers } = await readFolder(root, path)
      if (path !== '') walked.folders.push({ path, isEmpty })
      walked.files.push(...files)
      walked.leftovers.push(...leftovers)
      next.push(...folders)
    }
    level = next
    if (walked.files.length > libraryLimits.files || walked.folders.length > libraryLimits.folders) {
      walked.files.length = Math.min(walked.files.length, libraryLimits.files)
      walked.problems.push({ file: root, why: 'it holds too much to be looked through to the end' })
      break
    }
  }
  return walked
}

async function readFolder(
  root: string,
  path: string,
): Promise<{ files: string[]; folders: string[]; isEmpty: boolean; leftovers: string[] }> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch((error: unknown) => {
    // Removed a moment ago, or not ours to see; the library itself must be there.
    if (path === '') throw error
    return []
  })
  const inside = (name: string) => (path === '' ? name : `${path}/${name}`)
  const shown = entries.filter(({ name }) => !name.startsWith('.'))
  const isOwn = (name: string) => passedOver.has(name) || (path === '' && ownFolders.has(name))
  return {
    files: shown
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map(({ name }) => inside(name))
      .sort(),
    folders: shown
      .filter((entry) => entry.isDirectory() && !isOwn(entry.name))
      .map(({ name }) => inside(name))
      .sort(),
    isEmpty: shown.every((entry) => entry.isDirectory()),
    leftovers: entries.filter((entry) => entry.isFile() && isTemporary(entry.name)).map(({ name }) => inside(name)),
  }
}

/** A folder that holds other things only is none of ours. */
function shownFolders(folders: Walked['folders'], files: readonly LibraryFile[]): string[] {
  const shown = new Set<string>()
  const show = (path: string) => {
    for (let rest = path; rest !== ''; rest = parentOf(rest)) shown.add(rest)
  }
  for (const { file } of files) show(parentOf(file))
  for (const { path, isEmpty } of folders) {
    const hasFolders = folders.some((other) => parentOf(other.path) === path)
    if (isEmpty && !hasFolders) show(path)
  }
  return [...shown].sort()
}

/** The folder that a path lies in; `''` is the library itself. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
