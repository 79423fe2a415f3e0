import { useKeymap, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { clockText } from '../../parts/response/format.ts'
import { useElapsed } from '../../parts/response/use-elapsed.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './run-button.module.css'

type RunButtonProps = {
  /** When the run that is going began, on the clock of `performance.now`; `null` while none is. */
  runningSince: number | null
  onRun: () => void
  /** Answers whether there was a run to stop. */
  onStop: () => boolean
}

/** **Run**, or **Stop** with the time it has taken. Both are as wide, so nothing beside them moves. */
export function RunButton({ runningSince, onRun, onStop }: RunButtonProps) {
  const elapsedMs = useElapsed(runningSince)
  const runKey = useShortcut('run')
  const stopKey = useShortcut('stop')
  const isRunning = elapsedMs !== null
  useKeymap({ run: () => (isRunning ? false : onRun()), stop: () => isRunning && onStop() })
  return (
    <Button
      variant={isRunning ? 'outline' : 'filled'}
      className={styles.button}
      onClick={() => (isRunning ? onStop() : onRun())}
    >
      {isRunning ? (
        <>
          <b className={styles.word}>Stop</b>
          {/* A name that changes ten times a second could not be read out. */}
          <span className={styles.clock} aria-hidden>
            {clockText(elapsedMs)}
          </span>
          <Kbd>{stopKey}</Kbd>
        </>
      ) : (
        <>
          Run <Kbd>{runKey}</Kbd>
        </>
      )}
    </Button>
  )
}
