// What servers last said about their models, kept in one file: the list is there at the next start, and without a network.
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { LiveModel } from '#shared/models/live-models'
import { mostModels } from '../api/live-model-page.ts'
import { createQueue, untilItWorks } from '../files/queue.ts'
import { writeFileAtomic } from '../files/write-file.ts'

/** The list of one connection. `place` is where it was asked for; `models` is `null` where the server has no list. */
export type KeptList = { place: string; listedAt: string; models: LiveModel[] | null }

export type LiveLists = {
  /** `null` where nothing is kept for this connection at this place. */
  get: (connectionId: string, place: string) => Promise<KeptList | null>
  /** Keeps a list, and forgets those of connections that are not among `connectionIds`. */
  put: (connectionId: string, list: KeptList, connectionIds: readonly string[]) => Promise<void>
}

const flag = z.boolean().nullable()
const text = z.string().max(200).nullable()
const tokens = z.number().int().min(1).nullable()
const keptModel: z.ZodType<LiveModel> = z.object({
  id: z.string().min(1).max(200),
  displayName: text,
  line: text,
  lifecycle: z.enum(['active', 'deprecated', 'retired']).nullable(),
  releasedAt: text,
  deprecatedAt: text,
  retiresAt: text,
  maxInputTokens: tokens,
  maxTokens: tokens,
  capabilities: z
    .object({
      batch: flag,
      images: flag,
      pdf: flag,
      structuredOutputs: flag,
      effort: z.array(z.string().max(20)).max(20).nullable(),
      thinking: z.object({ adaptive: flag, enabled: flag, disabled: flag, betweenTools: flag }).nullable(),
    })
    .nullable(),
})
const keptFile = z.object({
  format: z.literal(1),
  lists: z.record(
    z.string(),
    z.object({ place: z.string(), listedAt: z.string(), models: z.array(keptModel).max(mostModels).nullable() }),
  ),
})

/** The lists kept in `file`. One that is missing or damaged is none: what it held can be asked for again. */
export function openLiveLists(file: string): LiveLists {
  let lists: Record<string, KeptList> = {}
  const inOrder = createQueue()
  const load = untilItWorks(async () => {
    try {
      lists = keptFile.parse(JSON.parse(await readFile(file, 'utf8'))).lists
    } catch {
      lists = {}
    }
  })
  return {
    get: async (connectionId, place) => {
      await load()
      const kept = lists[connectionId]
      return kept?.place === place ? kept : null
    },
    put: async (connectionId, list, connectionIds) => {
      await load()
      const others = Object.entries(lists).filter(([id]) => connectionIds.includes(id))
      lists = { ...Object.fromEntries(others), [connectionId]: list }
      const text = `${JSON.stringify({ format: 1, lists })}\n`
      // What cannot be written is held until Antiphon closes, and asked for again after that.
      await inOrder(() => writeFileAtomic(file, text)).catch(() => {})
    },
  }
}
