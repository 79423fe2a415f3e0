import type { Connection } from '#shared/connections/connection'
import type { ModelList } from '#shared/contract/models'
import { mergeModels, unknownModel } from '#shared/models/live-models'
import { findModel, type ModelInfo } from '#shared/models/models'
import { withOwnPrices } from '#shared/models/prices'
import type { Destination } from '../api/destination.ts'
import type { MessagesApi } from '../api/messages-api.ts'
import type { Connections } from '../keys/connections.ts'
import { toRunError } from '../runs/run-error.ts'
import type { LiveLists } from './live-lists.ts'
import type { OwnPriceList } from './own-prices.ts'

export type ModelListParts = {
  catalogue: readonly ModelInfo[]
  connections: Connections
  destinationOf: (connectionId: string) => Promise<Destination>
  api: Pick<MessagesApi, 'listModels'>
  lists: LiveLists
  ownPrices: OwnPriceList
  now: () => Date
}

/** The models of the connection in use: catalogue, the server's own list, and the user's prices. */
export type LiveModelList = {
  read: () => Promise<ModelList>
  models: () => Promise<ModelInfo[]>
  /** Asks the server, unless it was asked lately. Resolves when that is done; never rejects. */
  freshen: () => Promise<void>
  /** Asks the server, whenever it was asked last. Never rejects: what went wrong is in the list. */
  refresh: () => Promise<void>
  /** Tells everybody who listens that the list is another one. */
  changed: () => void
  onChange: (listener: () => void) => () => void
  close: () => Promise<void>
}

const hourMs = 3_600_000
/** How long a list is good for. */
export const freshMs = 6 * hourMs
/** How long a server that could not be asked is left alone. */
const restMs = hourMs / 6

/** What went wrong when a connection was asked last, and when that was. */
type Trouble = { place: string; atMs: number; problem: string }

/** The models of the connection in use: the catalogue, and over it what the server says and the person's own prices. */
export function createModelList(parts: ModelListParts): LiveModelList {
  const { catalogue, connections, destinationOf, api, lists, ownPrices, now } = parts
  const listeners = new Set<() => void>()
  const closing = new AbortController()
  const troubles = new Map<string, Trouble>()
  const asking = new Map<string, Promise<void>>()

  const changed = () => {
    for (const listener of listeners) listener()
  }
  const troubleOf = (connection: Connection) => {
    const trouble = troubles.get(connection.id)
    return trouble?.place === placeOf(connection) ? trouble : null
  }

  async function ask(connection: Connection): Promise<void> {
    const place = placeOf(connection)
    let destination: Destination | null = null
    try {
      destination = await destinationOf(connection.id)
      const models = await api.listModels(destination, { signal: closing.signal })
      troubles.delete(connection.id)
      const ids = connections.list().map(({ id }) => id)
      await lists.put(connection.id, { place, listedAt: now().toISOString(), models }, ids)
    } catch (error) {
      if (closing.signal.aborted) return
      const host = destination ? new URL(destination.baseUrl).host : ''
      const { title, said, advice } = toRunError(error, { host, key: destination?.key ?? null, model: '' })
      const problem = destination === null ? advice : said ? `${title}: ${said}` : `${title}.`
      troubles.set(connection.id, { place, atMs: now().getTime(), problem })
    }
    changed()
  }

  /** One question at a time for each connection: the next one waits, for it may come with another key. */
  async function refresh(connection: Connection): Promise<void> {
    if (closing.signal.aborted) return
    const question = (asking.get(connection.id) ?? Promise.resolve()).then(() => ask(connection))
    asking.set(connection.id, question)
    await question
    if (asking.get(connection.id) === question) asking.delete(connection.id)
  }

  async function isDue(connection: Connection): Promise<boolean> {
    const kept = await lists.get(connection.id, placeOf(connection))
    const trouble = troubleOf(connection)
    const isOver = (atMs: number, ms: number) => Math.abs(now().getTime() - atMs) >= ms
    return (!kept || isOver(Date.parse(kept.listedAt), freshMs)) && (!trouble || isOver(trouble.atMs, restMs))
  }

  async function read(): Promise<ModelList> {
    const connection = connections.active()
    const kept = await lists.get(connection.id, placeOf(connection))
    const trouble = troubleOf(connection)
    const merged = mergeModels(catalogue, kept?.models ? { kind: connection.kind, models: kept.models } : null)
    return {
      models: priced(merged, ownPrices),
      live: {
        connectionId: connection.id,
        state: kept === null ? 'unknown' : kept.models === null ? 'not-available' : 'listed',
        listedAt: kept?.listedAt ?? null,
        problem: trouble?.problem ?? null,
      },
    }
  }

  return {
    read,
    models: async () => (await read()).models,
    freshen: async () => {
      const connection = connections.active()
      if (await isDue(connection)) await (asking.get(connection.id) ?? refresh(connection))
    },
    refresh: () => refresh(connections.active()),
    changed,
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      closing.abort()
      await Promise.all(asking.values())
    },
  }
}

/** Where a connection's list is from. The simulator gets another port at every start and stays the same server. */
function placeOf({ kind, baseUrl }: Connection): string {
  return kind === 'simulator' ? kind : baseUrl
}

/** The models with the user's prices; an id that only the user knows becomes a model of which nothing else is known. */
function priced(models: readonly ModelInfo[], ownPrices: OwnPriceList): ModelInfo[] {
  const own = ownPrices.all()
  const strangers = [...own.keys()].filter((id) => !findModel(models, id))
  return [...strangers.map(unknownModel), ...models].map((model) => withOwnPrices(model, own.get(model.id)))
}
