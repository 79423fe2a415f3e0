// Named states of a prompt, one file each, in a folder beside the prompts: whoever copies the library has them, and a prompt's
// own file stays small.
import { mkdir, readdir, readFile, rmdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '#shared/app-error'
import type { Snapshot, SnapshotEntry } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import { promptSchema } from '#shared/prompt/prompt-schema'
import { isMissing } from '../files/is-missing.ts'
import { createQueue } from '../files/queue.ts'
import { toStorageError } from '../files/storage-error.ts'
import { writeFileAtomic } from '../files/write-file.ts'
import type { HandlersOf } from '../handlers.ts'
import { promptFileText } from './prompt-file.ts'
import type { SecretScan } from './prompt-secrets.ts'
import { shelfName } from './shelf-name.ts'

const kind = 'antiphon-snapshot'
/** The newest format that this Antiphon reads; what a newer one wrote is left out and left alone. */
const format = 1
const fileSchema = z.object({
  kind: z.literal(kind),
  format: z.literal(format),
  id: z.string().min(1).max(100),
  name: z.string().max(500),
  takenAt: z.string().max(100),
  prompt: promptSchema,
})

export type Snapshots = {
  handlers: HandlersOf<'snapshots'>
  /** Every state that is kept of a prompt, as its files have it; one that cannot be read is left out. */
  promptsOf: (promptId: string) => Promise<Prompt[]>
  /** Removes all of a prompt, also those that cannot be read. */
  erase: (promptId: string) => Promise<void>
}

/** @param library The folder of the library. */
export function openSnapshots(
  library: string,
  { secrets, now, newId }: { secrets: SecretScan; now: () => Date; newId: () => string },
): Snapshots {
  const inOrder = createQueue()
  const folderOf = (promptId: string) => join(library, 'snapshots', shelfName(promptId).slice(0, -'.json'.length))
  const pathOf = (promptId: string, id: string) => join(folderOf(promptId), shelfName(id))

  async function read(path: string): Promise<Snapshot | null> {
    try {
      const checked = fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
      return checked.success ? { ...entryOf(checked.data), prompt: checked.data.prompt } : null
    } catch (error) {
      if (isMissing(error) || error instanceof SyntaxError) return null
      throw error
    }
  }
  async function filesOf(promptId: string): Promise<string[]> {
    const names = await readdir(folderOf(promptId)).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    const files = names.filter((name) => name.endsWith('.json') && !name.startsWith('.'))
    return files.map((name) => join(folderOf(promptId), name))
  }
  async function all(promptId: string): Promise<Snapshot[]> {
    const found = await Promise.all((await filesOf(promptId)).map(read))
    return found.filter((snapshot) => snapshot?.prompt.id === promptId) as Snapshot[]
  }
  async function list(promptId: string): Promise<SnapshotEntry[]> {
    return (await all(promptId)).map(entryOf).sort((one, other) => (one.takenAt < other.takenAt ? 1 : -1))
  }
  async function get(promptId: string, id: string): Promise<Snapshot> {
    const found = await read(pathOf(promptId, id))
    if (found?.prompt.id === promptId) return found
    throw new AppError('not-found', 'This snapshot is gone. It may have been removed outside Antiphon.', { id })
  }
  async function write(snapshot: Snapshot): Promise<void> {
    await secrets.check(snapshot.prompt)
    // A library that is gone must not come back as one from which everything is gone.
    await stat(library)
    await mkdir(folderOf(snapshot.prompt.id), { recursive: true })
    await writeFileAtomic(pathOf(snapshot.prompt.id, snapshot.id), snapshotText(snapshot), 'theirs')
  }
  const change = <Result>(task: () => Promise<Result>): Promise<Result> =>
    inOrder(task).catch((error: unknown) => {
      throw toStorageError(error, 'The snapshot')
    })

  const handlers: HandlersOf<'snapshots'> = {
    'snapshots.list': ({ promptId }) => change(() => list(promptId)),
    'snapshots.get': ({ promptId, id }) => change(() => get(promptId, id)),
    'snapshots.take': ({ prompt, name }) =>
      change(async () => {
        await write({ id: newId(), name, takenAt: now().toISOString(), prompt })
        return list(prompt.id)
      }),
    'snapshots.rename': ({ promptId, id, name }) =>
      change(async () => {
        await write({ ...(await get(promptId, id)), name })
        return list(promptId)
      }),
    'snapshots.remove': ({ promptId, id }) =>
      change(async () => {
        const snapshot = await get(promptId, id)
        await unlink(pathOf(promptId, id))
        return snapshot
      }),
    'snapshots.restore': ({ snapshot }) =>
      change(async () => {
        await write(snapshot)
        return list(snapshot.prompt.id)
      }),
  }
  return {
    handlers,
    promptsOf: (promptId) => change(async () => (await all(promptId)).map(({ prompt }) => prompt)),
    erase: (promptId) =>
      change(async () => {
        const files = await filesOf(promptId)
        await Promise.all(files.map((file) => unlink(file)))
        // Where something else lies in it, it stays.
        if (files.length > 0) await rmdir(folderOf(promptId)).catch(() => {})
      }),
  }
}

const entryOf = ({ id, name, takenAt }: SnapshotEntry): SnapshotEntry => ({ id, name, takenAt })

function snapshotText({ prompt, ...entry }: Snapshot): string {
  // The prompt as its own file has it, so that a difference between the two is a change.
  const state = JSON.parse(promptFileText(prompt)) as Prompt
  return `${JSON.stringify({ kind, format, ...entryOf(entry), prompt: state }, null, 2)}\n`
}
