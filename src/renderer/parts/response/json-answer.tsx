import { Fragment, memo, type ReactNode, useCallback } from 'react'
import { Dot } from '../../ui/badge.tsx'
import type { GrowingText } from './growing-text.ts'
import styles from './json-answer.module.css'
import { jsonVerdict, paintJson } from './json-text.ts'
import { oddText } from './odd-text.tsx'
import { PlainTextView } from './plain-text-view.tsx'

type JsonAnswerProps = {
  text: GrowingText
  length: number
  prefillLength: number
  isComplete: boolean
}

/** An answer that is JSON, as it came: in code style, the prefill marked, and in the end whether it is whole. */
export function JsonAnswer({ text, length, prefillLength, isComplete }: JsonAnswerProps) {
  const paint = useCallback(
    (chunk: string, start: number): ReactNode =>
      paintJson(chunk, Math.max(0, prefillLength - start)).map(({ kind, text: piece }, index) =>
        kind === 'plain' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a chunk have no other identity
          <Fragment key={index}>{oddText(piece)}</Fragment>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a chunk have no other identity
          <span key={index} className={styles[kind]}>
            {oddText(piece)}
          </span>
        ),
      ),
    [prefillLength],
  )
  return (
    <>
      <PlainTextView text={text} length={length} isGrowing={!isComplete} label="JSON answer" paint={paint} />
      {isComplete && <Verdict text={text} hasPrefill={prefillLength > 0} />}
    </>
  )
}

const Verdict = memo(function Verdict({ text, hasPrefill }: { text: GrowingText; hasPrefill: boolean }) {
  const verdict = jsonVerdict(text.toString())
  if (verdict === null) return null
  return (
    <p className={styles.verdict}>
      <Dot tone={verdict.isValid ? 'ok' : 'warning'} />
      {verdict.words}
      {hasPrefill && verdict.isValid && ', joined with the prefill'}
    </p>
  )
})
