// Calls on connections and their keys.
import { z } from 'zod'
import { type Connection, connectionInput } from '../connections/connection.ts'
import { type KeySearchEvent, type KeyStatus, keyInput } from '../connections/key.ts'
import type { RateLimits } from '../runs/rate-limits.ts'
import { id, nothing } from './fields.ts'
import { progressThenEnd, type StreamsOf } from './streams.ts'

export const connectionInputs = {
  'connections.list': nothing,
  /** `consentedHost`: the host the user agreed to, for an address that is neither https nor this computer. */
  'connections.save': connectionInput.extend({ consentedHost: z.string().max(500).nullable() }),
  'connections.remove': z.object({ id }),
  'connections.activate': z.object({ id }),
  'connections.rateLimits': z.object({ id }),
  'keys.set': keyInput,
  'keys.remove': z.object({ connectionId: id }),
  'keys.test': z.object({ connectionId: id }),
  'keys.prove': z.object({ connectionId: id }),
}

export type ConnectionAnswers = {
  'connections.list': Promise<ConnectionList>
  'connections.save': Promise<ConnectionStatus>
  'connections.remove': Promise<null>
  'connections.activate': Promise<null>
  /** As the latest response to a run told them; `null` where none did since Antiphon started. */
  'connections.rateLimits': Promise<RateLimits | null>
  'keys.set': Promise<KeyStatus>
  'keys.remove': Promise<KeyStatus>
  /** Resolves when the server took the key; otherwise rejects with what it said. */
  'keys.test': Promise<{ message: string }>
  /** Looks for the key through every file of the data folder. */
  'keys.prove': AsyncIterable<KeySearchEvent>
}

export const connectionStreams: StreamsOf<ConnectionAnswers> = { 'keys.prove': progressThenEnd }

/** A connection and what may be known of its key, which is never the key itself. */
export type ConnectionStatus = Connection & { key: KeyStatus }
export type ConnectionList = { connections: ConnectionStatus[]; activeId: string }
