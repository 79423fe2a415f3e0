import { toErrorData } from '#shared/app-error'
import type { Host } from '../../../host/host.ts'
import type { EventsStore } from './events-store.ts'

const pageSize = 2_000
const readEveryMs = 400

/** Reads the events of a run's last try into their store, those of a run that goes as they come. Returns how to begin with that. */
export function createEventsReader(
  host: Pick<Host, 'call'>,
  id: string,
  { getState, setState }: Pick<EventsStore, 'getState' | 'setState'>,
): EventsStore['watch'] {
  let attempt: number | null = null

  async function readOn(): Promise<void> {
    for (;;) {
      const { events } = getState()
      const page = await host.call('runs.events', { id, attempt: null, after: events.length, limit: pageSize })
      // Another try has begun: its events take the place of the ones before.
      if (attempt !== null && page.attempt !== attempt) {
        attempt = page.attempt
        getState().endReplay()
        setState({ events: [], total: 0 })
        continue
      }
      attempt = page.attempt
      const all = page.events.length > 0 ? [...events, ...page.events] : events
      // A player holds the events that it was made with.
      if (all !== events) getState().endReplay()
      setState({ events: all, total: page.total, hasEnded: page.hasEnded, failure: null })
      if (page.events.length === 0 || all.length >= page.total) return
    }
  }

  return () => {
    let next: ReturnType<typeof setTimeout> | null = null
    let isOver = false
    const read = async () => {
      await readOn().catch((error: unknown) => setState({ failure: toErrorData(error) }))
      if (!isOver && !getState().hasEnded) next = setTimeout(() => void read(), readEveryMs)
    }
    void read()
    return () => {
      isOver = true
      if (next !== null) clearTimeout(next)
    }
  }
}
