import { AppError } from '#shared/app-error'
import { toCurl } from '#shared/runs/wire-curl'
import type { RetryWait } from '../api/retry-wait.ts'
import type { HandlersOf } from '../handlers.ts'
import type { WireRecorder } from './wire-recorder.ts'
import type { WireStore } from './wire-store.ts'

/** The runs that are going: what waits between their tries, and what records the latest one. */
export type GoingRuns = Map<string, { wait: RetryWait; wire: WireRecorder }>

type WireHandlers = Pick<
  HandlersOf<'runs'>,
  'runs.wire' | 'runs.wireText' | 'runs.events' | 'runs.curl' | 'runs.retryNow' | 'runs.waitAsked'
>

/** What a view may ask about the wire of a run, also while it goes, and the choices between two tries. */
export function wireHandlers(wires: WireStore, going: GoingRuns): WireHandlers {
  const settle = async (id: string) => {
    await going.get(id)?.wire.flush()
  }
  return {
    'runs.wire': async ({ id }) => {
      await settle(id)
      return await wires.wire(id)
    },
    'runs.wireText': async ({ id, ...query }) => {
      await settle(id)
      const text = await wires.wireText({ runId: id, ...query })
      return text ?? { text: '', total: 0 }
    },
    'runs.events': async ({ id, ...query }) => {
      await settle(id)
      const page = await wires.wireEvents({ runId: id, ...query })
      return page ?? { attempt: query.attempt ?? 1, events: [], total: 0, hasEnded: !going.has(id) }
    },
    'runs.curl': async ({ id, attempt }) => {
      const sent = (await wires.wire(id)).find(({ number }) => number === attempt)
      const body = await wires.wireText({ runId: id, attempt, part: 'request', offset: 0, limit: longestText })
      if (!sent || !body) throw new AppError('not-found', 'What this try sent is not kept any more.', { id })
      return { text: toCurl({ ...sent, body: body.text }) }
    },
    'runs.retryNow': async ({ id }) => {
      going.get(id)?.wait.choose('now')
      return null
    },
    'runs.waitAsked': async ({ id }) => {
      going.get(id)?.wait.choose('asked')
      return null
    },
  }
}

const longestText = Number.MAX_SAFE_INTEGER
