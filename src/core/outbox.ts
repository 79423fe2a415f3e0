import type { CoreWire, ResponseFrame } from '#shared/frames'

/** One frame of a 60 Hz screen: what comes faster is joined, since nobody could see it. */
export const frameMs = 17

type Rules = { merge: (earlier: unknown, later: unknown) => unknown; isUrgent: (event: unknown) => boolean }

export type Outbox = {
  /** Sends at once, after everything that was pushed before. */
  send: (frame: ResponseFrame) => void
  /** Sends an event of stream `id` at once when it is urgent or the line was quiet for a frame, else with the next frame. */
  push: (id: number, event: unknown, rules: Rules) => void
  close: () => void
}

/** Collects what goes to one window, so that any number of streams makes at most one message per screen frame. */
export function createOutbox(wire: CoreWire): Outbox {
  let waiting: ResponseFrame[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let sentAt = 0
  let isClosed = false

  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (isClosed || waiting.length === 0) return
    const message = waiting
    waiting = []
    sentAt = performance.now()
    wire.send(message)
  }
  const enqueue = (id: number, event: unknown, { merge }: Rules) => {
    const last = waiting.at(-1)
    if (last?.[0] !== 'events' || last[1] !== id) {
      waiting.push(['events', id, [event]])
      return
    }
    const events = last[2]
    const merged = merge(events.at(-1), event)
    if (merged === null) events.push(event)
    else events[events.length - 1] = merged
  }

  return {
    send: (frame) => {
      waiting.push(frame)
      flush()
    },
    push: (id, event, rules) => {
      if (isClosed) return
      enqueue(id, event, rules)
      if (rules.isUrgent(event)) return flush()
      if (timer) return
      const quietMs = performance.now() - sentAt
      if (quietMs >= frameMs) flush()
      else timer = setTimeout(flush, Math.ceil(frameMs - quietMs))
    },
    close: () => {
      isClosed = true
      if (timer) clearTimeout(timer)
      waiting = []
    },
  }
}
