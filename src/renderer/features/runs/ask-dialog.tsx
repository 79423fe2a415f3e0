import { type KeyboardEvent, useRef } from 'react'
import type { Finding } from '#shared/rules/finding'
import { useContextKeymap, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './ask-dialog.module.css'

type AskDialogProps = {
  errors: readonly Finding[]
  onRunAnyway: () => void
  onFixAll: () => void
  onCancel: () => void
}

const mostShown = 5

/**
 * Asks before a request is sent that will be refused. Enter takes what neither sends nor changes anything: the diff of the
 * fixes, or Cancel where there is none. The key of Run, pressed once more, runs it as it is.
 */
export function AskDialog({ errors, onRunAnyway, onFixAll, onCancel }: AskDialogProps) {
  const safe = useRef<HTMLButtonElement>(null)
  const keymap = useContextKeymap()
  const runKey = useShortcut('run')
  const canFix = errors.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe))

  function runByKey(event: KeyboardEvent) {
    const isRun = keymap.matches('run', event.nativeEvent)
    // Still held down from the press that asked, Enter is no answer, on no button.
    if (isRun || (event.repeat && event.key === 'Enter')) event.preventDefault()
    if (isRun && !event.repeat) onRunAnyway()
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title="This request will be refused"
      description={errors.length === 1 ? 'One error was found in it.' : `${errors.length} errors were found in it.`}
      initialFocus={safe}
      onKeyDown={runByKey}
      footer={
        <>
          <Button ref={canFix ? undefined : safe} variant="ghost" onClick={onCancel}>
            Cancel <Kbd>Esc</Kbd>
          </Button>
          <Button onClick={onRunAnyway}>
            Run anyway <Kbd>{runKey}</Kbd>
          </Button>
          {canFix && (
            <Button ref={safe} onClick={onFixAll}>
              Fix all… <Kbd>⏎</Kbd>
            </Button>
          )}
        </>
      }
    >
      <ul className={styles.errors} aria-label="Errors">
        {errors.slice(0, mostShown).map(({ ruleId, field, title, reason }) => (
          <li key={`${ruleId} ${field} ${reason}`}>
            <b className={styles.title}>{title}</b>
            <p className={styles.reason}>
              {reason} <code className={styles.field}>{field}</code>
            </p>
          </li>
        ))}
      </ul>
      {errors.length > mostShown && <p className={styles.reason}>… and {errors.length - mostShown} more.</p>}
      <p className={styles.footnote}>
        Sent as it is, it comes back with the API’s own words. You are not asked again about these.
      </p>
    </Dialog>
  )
}
