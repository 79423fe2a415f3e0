import { type KeyboardEvent, type RefObject, useLayoutEffect, useState } from 'react'
import { useStore } from 'zustand'
import styles from '../../../parts/find/find-bar.module.css'
import type { FindStore } from '../../../parts/find/find-store.ts'
import { usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../../parts/report-failure.ts'
import { Button } from '../../../ui/button.tsx'
import { isComposing } from '../../../ui/is-composing.ts'
import type { PromptText } from './prompt-texts.ts'
import { replaceAll, replaceOne } from './replacing.ts'

type ReplaceRowProps = {
  store: FindStore<PromptText>
  field: RefObject<HTMLInputElement | null>
  replacement: string
  onReplacement: (replacement: string) => void
}

/** The second row of the bar: what is put in the place of a match, or of all. */
export function ReplaceRow({ store, field, replacement, onReplacement }: ReplaceRowProps) {
  const services = usePromptServices()
  const isRegex = useStore(store, ({ query }) => query.isRegex)
  const hasMatches = useStore(store, ({ findings }) => findings.count > 0)
  const fixed = useStore(store, ({ present }) => present()?.of.text.fixed ?? null)
  // What was pressed cannot be pressed any more.
  useLayoutEffect(() => {
    if (!hasMatches && document.activeElement?.closest('[data-replaces]')) field.current?.focus()
  }, [hasMatches, field])
  const [isBusy, setBusy] = useState(false)
  function run(work: Promise<void>) {
    setBusy(true)
    reportFailure(
      services.toaster,
      work.finally(() => setBusy(false)),
    )
  }
  const one = () => run(replaceOne(services, store, replacement))
  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (!isBusy) one()
  }
  return (
    <>
      <div className={styles.row}>
        <span className={styles.indent} />
        <div className={styles.box}>
          <input
            ref={field}
            className={styles.field}
            aria-label="Replace with"
            placeholder={isRegex ? 'Replace with: $1, $&, \\n' : 'Replace with'}
            spellCheck={false}
            autoComplete="off"
            value={replacement}
            onChange={(event) => onReplacement(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        {/* Not disabled while it works: that would take the focus away. */}
        <Button size="small" data-replaces disabled={!hasMatches} onClick={() => !isBusy && one()}>
          Replace
        </Button>
        <Button
          size="small"
          data-replaces
          disabled={!hasMatches}
          onClick={() => !isBusy && run(replaceAll(services, store, replacement))}
        >
          Replace all
        </Button>
      </div>
      <p role="status" className={styles.note}>
        {fixed && `This one is never changed: it stands in ${fixed}.`}
      </p>
    </>
  )
}
