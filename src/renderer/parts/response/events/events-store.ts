import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppErrorData } from '#shared/app-error'
import type { Run } from '#shared/runs/run'
import type { WireEvent } from '#shared/runs/wire'
import type { Host } from '../../../host/host.ts'
import type { RunView } from '../run-view.ts'
import { createEventsReader } from './read-events.ts'
import { createPlayer, type Player } from './replay.ts'

export type Speed = 1 | 4

/** A replay under way: `atMs` is the time of the recording, `played` the number of events so far. */
export type Replay = { atMs: number; played: number; isPlaying: boolean; view: RunView }

export type EventsState = {
  /** The events of the run's last try, as far as they were read. */
  events: readonly WireEvent[]
  total: number
  hasEnded: boolean
  failure: AppErrorData | null
  replay: Replay | null
  speed: Speed
  setSpeed: (speed: Speed) => void
  /** Plays on, or from the start where nothing has been played or all has. */
  play: () => void
  pause: () => void
  /** One event on or back; the clock stands still. */
  step: (by: 1 | -1) => void
  /** Goes to the moment of the recording; a replay that plays goes on from there. */
  seek: (atMs: number) => void
  /** Ends the replay: the run is shown as it is. */
  endReplay: () => void
}

export type EventsStore = StoreApi<EventsState> & {
  /** Reads on, and keeps reading while the run goes. Returns how to stop that. */
  watch: () => () => void
  dispose: () => void
}

export type EventsStoreOptions = {
  /** The run as it is known now. */
  run: () => Run
  /** Milliseconds on a clock that never goes back. */
  now?: () => number
  /** The person wants little motion: the clock of a replay then moves with the events only. */
  wantsLittleMotion?: () => boolean
}

const tickMs = 50

/** What is known of a run's events, and the clock of their replay. */
export function createEventsStore(host: Pick<Host, 'call'>, options: EventsStoreOptions): EventsStore {
  const { run, now = () => performance.now(), wantsLittleMotion = () => false } = options
  let player: Player | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  /** Where the clock of the replay stood when it last began to run, and when that was. */
  let startedFrom = { atMs: 0, at: 0 }

  const store = createStore<EventsState>()((set, get) => {
    const stopClock = () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
    }
    const show = (played: number, atMs: number, isPlaying: boolean) => {
      player ??= createPlayer(run(), get().events)
      set({ replay: { atMs, played, isPlaying, view: player.playTo(played) } })
    }
    const startClock = (atMs: number) => {
      startedFrom = { atMs, at: now() }
      tick()
    }
    const tick = () => {
      stopClock()
      const { events, speed } = get()
      const atMs = startedFrom.atMs + (now() - startedFrom.at) * speed
      const played = countUntil(events, atMs)
      if (played >= events.length) return show(events.length, events.at(-1)?.atMs ?? 0, false)
      show(played, atMs, true)
      const untilNextMs = ((events[played]?.atMs ?? 0) - atMs) / speed
      timer = setTimeout(
        tick,
        wantsLittleMotion() ? Math.max(1, untilNextMs) : Math.min(tickMs, Math.max(1, untilNextMs)),
      )
    }

    return {
      events: [],
      total: 0,
      hasEnded: false,
      failure: null,
      replay: null,
      speed: 1,
      setSpeed: (speed) => {
        const { replay } = get()
        set({ speed })
        if (replay?.isPlaying) startClock(replay.atMs)
      },
      play: () => {
        const { replay, events } = get()
        if (events.length === 0) return
        startClock(replay && replay.played < events.length ? replay.atMs : 0)
      },
      pause: () => {
        stopClock()
        const { replay } = get()
        if (replay) set({ replay: { ...replay, isPlaying: false } })
      },
      step: (by) => {
        stopClock()
        const { replay, events } = get()
        const played = Math.min(events.length, Math.max(0, (replay?.played ?? 0) + by))
        show(played, events[played - 1]?.atMs ?? 0, false)
      },
      seek: (atMs) => {
        const { replay, events } = get()
        if (replay?.isPlaying) return startClock(atMs)
        show(countUntil(events, atMs), atMs, false)
      },
      endReplay: () => {
        stopClock()
        player = null
        set({ replay: null })
      },
    }
  })

  return {
    ...store,
    watch: createEventsReader(host, run().id, store),
    dispose: () => store.getState().endReplay(),
  }
}

/** How many events had come by a moment. */
function countUntil(events: readonly WireEvent[], atMs: number): number {
  let low = 0
  let high = events.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle]?.atMs ?? 0) <= atMs) low = middle + 1
    else high = middle
  }
  return low
}
