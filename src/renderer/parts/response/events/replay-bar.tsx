import { Pause, Play, StepBack, StepForward, X } from 'lucide-react'
import { type KeyboardEvent, memo, useMemo } from 'react'
import { useStore } from 'zustand'
import type { WireEvent } from '#shared/runs/wire'
import { IconButton } from '../../../ui/button.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { countText } from '../format.ts'
import { bursts } from './event-rows.ts'
import { atText } from './event-words.ts'
import styles from './events.module.css'
import type { EventsState, EventsStore } from './events-store.ts'

const speeds = [
  { value: '1', label: '1×' },
  { value: '4', label: '4×' },
] as const

/** Plays a run again, as it came: at its own pace, four times as fast, or one event at a time. */
export function ReplayBar({ store }: { store: EventsStore }) {
  const state = useStore(store)
  const { events, hasEnded, replay, speed } = state
  const endMs = events.at(-1)?.atMs ?? 0
  const atMs = replay?.atMs ?? 0
  const canPlay = hasEnded && events.length > 0
  const isPlaying = replay?.isPlaying === true
  const position = `${atText(atMs)} of ${atText(endMs)}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is no flex container in every browser
    <div className={styles.bar} role="group" aria-label="Replay" onKeyDown={(event) => replayKey(event, state)}>
      <IconButton
        size="small"
        label={isPlaying ? 'Pause' : 'Play'}
        shortcut="Space"
        icon={isPlaying ? <Pause size={14} /> : <Play size={14} />}
        disabled={!canPlay}
        onClick={isPlaying ? state.pause : state.play}
      />
      <IconButton
        size="small"
        label="Previous event"
        shortcut="←"
        icon={<StepBack size={14} />}
        disabled={!canPlay || !replay || replay.played === 0}
        onClick={() => state.step(-1)}
      />
      <IconButton
        size="small"
        label="Next event"
        shortcut="→"
        icon={<StepForward size={14} />}
        disabled={!canPlay || replay?.played === events.length}
        onClick={() => state.step(1)}
      />
      <span className={styles.track}>
        <input
          type="range"
          className={styles.range}
          aria-label="Position"
          aria-valuetext={`${position}, event ${countText(replay?.played ?? 0)} of ${countText(events.length)}`}
          min={0}
          max={Math.max(1, Math.ceil(endMs))}
          step={1}
          value={Math.round(atMs)}
          disabled={!canPlay}
          onChange={(event) => state.seek(event.target.valueAsNumber)}
        />
        <Track events={events} />
        <svg className={styles.head} viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden>
          {replay && <rect x={(endMs === 0 ? 0 : Math.min(1, atMs / endMs)) * 997} width="3" height="14" />}
        </svg>
      </span>
      <span className={styles.clock}>{position}</span>
      <Segmented
        label="Speed"
        options={speeds}
        value={speed === 4 ? '4' : '1'}
        onChange={(value) => state.setSpeed(value === '4' ? 4 : 1)}
      />
      {replay && <IconButton size="small" label="End replay" icon={<X size={14} />} onClick={state.endReplay} />}
    </div>
  )
}

/** Space plays and pauses, the arrows step. A button that has the focus keeps its own Space. */
export function replayKey(event: KeyboardEvent<HTMLElement>, state: EventsState): void {
  const { target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || !state.hasEnded || state.events.length === 0) return
  const isRadio = target instanceof HTMLInputElement && target.type === 'radio'
  if (isRadio || target instanceof HTMLSelectElement) return
  if (event.key === ' ' && !(target instanceof HTMLButtonElement)) {
    if (state.replay?.isPlaying) state.pause()
    else state.play()
  } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') state.step(event.key === 'ArrowRight' ? 1 : -1)
  else return
  event.preventDefault()
}

/** When events came: what is drawn where there is nothing is a pause. */
const Track = memo(function Track({ events }: { events: readonly WireEvent[] }) {
  const drawn = useMemo(() => bursts(events), [events])
  return (
    <svg className={styles.bursts} viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden>
      {drawn.map(({ from, to }) => (
        <rect key={from} x={from * 997} y="4" width={Math.max(3, (to - from) * 997)} height="6" />
      ))}
    </svg>
  )
})
