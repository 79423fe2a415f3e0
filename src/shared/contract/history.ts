// Calls on the history as a whole: search, marks, removal, files.
import { z } from 'zod'
import {
  type ExportEvent,
  type ImportEvent,
  longestNote,
  type RunFacets,
  type RunHits,
  type UsageDay,
} from '../runs/history.ts'
import { id, moment, nothing, place, runFilter } from './fields.ts'
import { progressThenEnd, type StreamsOf } from './streams.ts'

const runIds = z.array(id).min(1).max(1_000)
const runChoice = z.union([z.object({ ids: runIds }), z.object({ filter: runFilter })])

export const historyInputs = {
  /** `after`: the `next` of the page before. Nothing in `text` is an operator. */
  'history.search': z.object({
    text: z.string(),
    filter: runFilter,
    order: z.enum(['newest', 'best']),
    after: id.nullable(),
    limit: z.number().int().min(1).max(200),
  }),
  'history.facets': nothing,
  'history.star': z.object({ ids: runIds, isStarred: z.boolean() }),
  'history.note': z.object({ id, note: z.string().max(longestNote) }),
  'history.count': z.object({ choice: runChoice }),
  'history.copies': nothing,
  'history.remove': z.object({ choice: runChoice }),
  /** `withWire`: with headers, bodies and events of every try, for a file that streams can be replayed from. */
  'history.export': z.object({ choice: runChoice, format: z.enum(['jsonl', 'csv']), withWire: z.boolean() }),
  /** A piece of a file that was written for the page. */
  'history.exportPart': z.object({ download: z.uuid(), offset: place }),
  'history.exportDone': z.object({ download: z.uuid() }),
  /** A piece of a file that is to be imported; `data` is base64, `upload` names the file and is new for each. */
  'history.importPart': z.object({ upload: z.uuid(), offset: place, data: z.string().max(1_500_000) }),
  'history.import': z.object({ upload: z.uuid() }),
  'history.usage': z.object({ from: moment, until: moment }),
}

export type HistoryAnswers = {
  'history.search': Promise<RunHits>
  'history.facets': Promise<RunFacets>
  'history.star': Promise<null>
  'history.note': Promise<null>
  'history.count': Promise<number>
  /** Files in which older states of the history are kept: before an update, or damaged. Runs that are deleted stay in them. */
  'history.copies': Promise<{ folder: string; names: string[] }>
  /** Removes runs that have ended, for good. Leaving the stream stops it; what is gone by then is gone. */
  'history.remove': AsyncIterable<{ removed: number; total: number }>
  /** Writes runs to a file: where the person says in the system's dialog, else for the page to take over. None is left half. */
  'history.export': AsyncIterable<ExportEvent>
  /** Its bytes in base64; none at the end. */
  'history.exportPart': Promise<{ data: string }>
  /** The page has the whole file, or wants it no more. */
  'history.exportDone': Promise<null>
  'history.importPart': Promise<null>
  /** Checks a whole file (JSON lines, or an Antiphon database), then takes over the runs that are not here yet. */
  'history.import': AsyncIterable<ImportEvent>
  'history.usage': Promise<UsageDay[]>
}

export const historyStreams: StreamsOf<HistoryAnswers> = {
  'history.remove': { merge: (_earlier, later) => later, isUrgent: () => false },
  'history.export': progressThenEnd,
  'history.import': progressThenEnd,
}
