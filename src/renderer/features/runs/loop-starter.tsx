import { useStore } from 'zustand'
import type { Run } from '#shared/runs/run'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './loop-starter.module.css'
import type { LoopStore } from './loop-store.ts'

/** Runs the loop from this run on, up to a number of runs. */
export function LoopStarter({ run, store }: { run: Run; store: LoopStore }) {
  const limit = useStore(store, (state) => state.limit)
  const isGoing = useStore(store, ({ loop }) => loop !== null && loop.ended === null)
  const { setLimit, start } = store.getState()
  if (isGoing) return null
  return (
    <span className={styles.starter}>
      <Button
        size="small"
        title="Answers each call with the canned result of its tool and runs again, until the model stops"
        onClick={() => void start(run)}
      >
        Run the loop
      </Button>
      <span className={styles.limit}>
        <span aria-hidden>at most</span>
        <NumberField
          label="Most runs of the loop"
          value={limit}
          emptyMeans="The limit stays as it was."
          onChange={(next) => next !== null && next >= 1 && setLimit(Math.floor(next))}
        />
        <span aria-hidden>runs</span>
      </span>
    </span>
  )
}
