import { Suspense, useMemo } from 'react'
import { lazyPart } from '../../ui/lazy-part.ts'
import styles from './request-diff.module.css'
import { type ComparedRequest, requestText } from './request-text.ts'

const TextDiff = lazyPart(async () => (await import('./text-diff.tsx')).TextDiff)

export type RequestDiffProps = {
  before: ComparedRequest
  after: ComparedRequest
  /** What stands above the two, such as `As it is` and `After the fix`. */
  beforeLabel: string
  afterLabel: string
  /** The accessible name of the whole. */
  label?: string
  /** What is said where there is no difference. */
  same?: string
}

/**
 * What is different between two requests, headers first: read-only, with what is the same folded away. It fills its
 * parent, which gives it a height. The code that compares is loaded when it is first shown.
 */
export function RequestDiff(props: RequestDiffProps) {
  const { before, after, beforeLabel, afterLabel, label = 'Difference', same = 'both requests are the same' } = props
  const [one, other] = useMemo(() => [requestText(before), requestText(after)], [before, after])
  if (one === other) return <p className={styles.same}>No difference: {same}.</p>
  return (
    <Suspense fallback={<p className={styles.same}>Comparing…</p>}>
      <TextDiff label={label} before={one} after={other} beforeLabel={beforeLabel} afterLabel={afterLabel} />
    </Suspense>
  )
}
