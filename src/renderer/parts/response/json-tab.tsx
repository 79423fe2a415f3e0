import { useMemo } from 'react'
import type { Run } from '#shared/run'
import styles from './answer.module.css'
import { createGrowingText } from './growing-text.ts'
import { PlainTextView } from './plain-text-view.tsx'

/** The whole message as the API would have answered without streaming, as JSON. */
export function JsonTab({ run }: { run: Run }) {
  const text = useMemo(() => createGrowingText(JSON.stringify(messageOf(run), null, 2)), [run])
  if (run.state === 'running') return <p className={styles.calm}>The message is whole when the run has ended.</p>
  return <PlainTextView text={text} length={text.length} label="Message as JSON" />
}

function messageOf({ response, usage }: Run) {
  const { id, model, content, stop_reason, stop_sequence, stop_details } = response
  return { id, type: 'message', role: 'assistant', model, content, stop_reason, stop_sequence, stop_details, usage }
}
