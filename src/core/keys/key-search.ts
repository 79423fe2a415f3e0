import { open, readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { AppError } from '#shared/app-error'
import type { KeyHit, KeySearchEvent } from '#shared/connections/key'
import type { WireStore } from '../runs/wire-store.ts'
import { formsOfKey, type KeyForm, shortestSearched } from './key-forms.ts'

export type KeySearchOptions = {
  folder: string
  key: string
  /** The file that the person chose to keep the key in; `null` where no file should hold it. */
  keptIn: string | null
  /** What the database keeps packed, where the bytes of its file do not show it; `null` where there is none. */
  packed: PackedBodies | null
  signal: AbortSignal
}

/** `file` is the database; `after` gives the next bodies behind a place, and none at the end. */
export type PackedBodies = { file: string; after: WireStore['unpackedAfter'] }

type Found = { path: string; bytes: number }

const chunkBytes = 256 * 1024
const progressMs = 50

/**
 * Reads every file below a folder and looks for the key in all of its forms. Tells how far it is, then what it found; ends
 * without a last event where the signal aborts it. Links are not followed: what they lead to is not in the folder.
 * @throws AppError `invalid-input` for a key too short to be told from ordinary words, `storage` where the folder cannot be read.
 */
export async function* searchForKey({
  folder,
  key,
  keptIn,
  packed,
  signal,
}: KeySearchOptions): AsyncGenerator<KeySearchEvent> {
  if (key.length < shortestSearched) {
    const message = `This key has fewer than ${shortestSearched} characters: ordinary words would be taken for it, so a search proves nothing.`
    throw new AppError('invalid-input', message)
  }
  const forms = formsOfKey(key)
  const unread: string[] = []
  const files = await filesBelow(folder, unread)
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const hits: KeyHit[] = []
  let bytes = 0
  let toldAt = Number.NEGATIVE_INFINITY
  for (const [index, { path }] of files.entries()) {
    const found = new Set(formsIn(Buffer.from(path), forms))
    try {
      for await (const chunk of chunksOf(path, overlapOf(forms))) {
        if (signal.aborted) return
        for (const name of formsIn(chunk.all, forms)) found.add(name)
        bytes += chunk.fresh
        if (performance.now() - toldAt < progressMs) continue
        toldAt = performance.now()
        yield { type: 'progress', files: index, totalFiles: files.length, bytes, totalBytes }
      }
    } catch (error) {
      // A file that went away meanwhile holds nothing any more.
      if (!isGone(error)) unread.push(path)
    }
    if (found.size > 0) hits.push({ path, forms: withoutParts([...found]), isExpected: path === keptIn })
  }
  let unpackedBytes = 0
  for await (const { found, bytes: unpacked } of packed ? searchPacked(packed, forms) : []) {
    if (signal.aborted) return
    unpackedBytes += unpacked
    if (found instanceof Error) unread.push(`${packed?.file}, the packed bodies in it`)
    else if (found.length > 0 && packed) {
      addHit(
        hits,
        packed.file,
        found.map((name) => `${name}, packed`),
      )
    }
    yield { type: 'progress', files: files.length, totalFiles: files.length, bytes, totalBytes }
  }
  const local = (path: string) => relative(folder, path)
  yield {
    type: 'end',
    folder,
    files: files.length,
    bytes,
    unpackedBytes,
    hits: hits.map((hit) => ({ ...hit, path: local(hit.path) })),
    unread: unread.map(local),
  }
}

/** Looks through the packed bodies. One that goes on in the next is searched across the seam. */
async function* searchPacked(
  { after }: PackedBodies,
  forms: readonly KeyForm[],
): AsyncGenerator<{ found: string[] | Error; bytes: number }> {
  const overlap = overlapOf(forms)
  const tails = new Map<string, Buffer>()
  try {
    for (let place = 0; ; ) {
      const bodies = await after(place)
      if (bodies.length === 0) return
      const found = new Set<string>()
      for (const { runId, attempt, bytes } of bodies) {
        const id = `${runId} ${attempt}`
        const all = Buffer.concat([tails.get(id) ?? Buffer.alloc(0), bytes])
        for (const name of formsIn(all, forms)) found.add(name)
        tails.delete(id)
        tails.set(id, all.subarray(Math.max(0, all.length - overlap)))
        // Runs at the same time take turns; a run that is long over does not go on.
        if (tails.size > 200) tails.delete(tails.keys().next().value ?? '')
      }
      place = bodies.at(-1)?.place ?? place
      yield { found: withoutParts([...found]), bytes: bodies.reduce((sum, body) => sum + body.bytes.byteLength, 0) }
    }
  } catch (error) {
    yield { found: error instanceof Error ? error : new Error(String(error)), bytes: 0 }
  }
}

function addHit(hits: KeyHit[], path: string, forms: string[]): void {
  const known = hits.find((hit) => hit.path === path)
  if (known) known.forms = [...new Set([...known.forms, ...forms])]
  else hits.push({ path, forms, isExpected: false })
}

/** Every file below a folder with its size now. Folders that cannot be entered go to `unread`; the first one must be. */
async function filesBelow(folder: string, unread: string[]): Promise<Found[]> {
  const found: Found[] = []
  const folders = [folder]
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    const entries = await readdir(current, { withFileTypes: true }).catch((error: unknown) => {
      if (current === folder) {
        throw new AppError('storage', `The folder ${folder} cannot be read.`, { path: folder }, error)
      }
      if (!isGone(error)) unread.push(current ?? folder)
      return []
    })
    for (const entry of entries) {
      const path = join(current, entry.name)
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile()) found.push({ path, bytes: (await stat(path).catch(() => null))?.size ?? 0 })
    }
  }
  return found.sort((one, other) => (one.path < other.path ? -1 : 1))
}

type Chunk = { all: Buffer; fresh: number }

/** A file in pieces; each begins with the end of the one before, so that nothing is torn between two of them. */
async function* chunksOf(path: string, overlap: number): AsyncGenerator<Chunk> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(overlap + chunkBytes)
    let kept = 0
    for (;;) {
      const { bytesRead } = await file.read(buffer, kept, chunkBytes)
      if (bytesRead === 0) return
      const all = buffer.subarray(0, kept + bytesRead)
      yield { all, fresh: bytesRead }
      kept = Math.min(overlap, all.length)
      all.copy(buffer, 0, all.length - kept)
    }
  } finally {
    await file.close()
  }
}

function overlapOf(forms: readonly KeyForm[]): number {
  return Math.max(...forms.map(({ bytes }) => bytes.length)) - 1
}

function formsIn(haystack: Buffer, forms: readonly KeyForm[]): string[] {
  return forms.flatMap(({ name, bytes }) => (haystack.includes(bytes) ? [name] : []))
}

/** Whoever has the whole key need not be told of its halves. */
function withoutParts(names: string[]): string[] {
  return names.includes('plain text') ? names.filter((name) => !name.startsWith('plain text,')) : names
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
