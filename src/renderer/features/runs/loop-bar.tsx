import { X } from 'lucide-react'
import { useStore } from 'zustand'
import { costText } from '../../parts/prompt/format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import styles from './loop-bar.module.css'
import type { LoopStore } from './loop-store.ts'

/** How the loop stands: which run it is at, what it has cost, and why it ended. */
export function LoopBar({ store }: { store: LoopStore }) {
  const { loop, limit, stop, close } = useStore(store)
  if (!loop) return null
  const { runs, costUsd, isAtLeast, ended } = loop
  const cost = `${isAtLeast ? 'at least ' : ''}${costText(costUsd)} ${ended === null ? 'so far' : 'with the run before it'}`
  const made =
    ended === null ? `run ${Math.min(runs + 1, limit)} of at most ${limit}` : `${runs} ${runs === 1 ? 'run' : 'runs'}`
  return (
    <section className={styles.bar} aria-label="Loop">
      <span>
        Loop: {made} · {cost}
        {ended !== null && ` · ${ended}`}
      </span>
      {ended === null ? (
        <Button size="small" onClick={stop}>
          Stop the loop
        </Button>
      ) : (
        <IconButton size="small" label="Close" icon={<X size={14} />} onClick={close} />
      )}
    </section>
  )
}
