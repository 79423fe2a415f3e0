import { Suspense, useMemo, useState } from 'react'
import { answerText, type Run } from '#shared/runs/run'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './answer.module.css'
import { CopyButton } from './copy-button.tsx'
import { createGrowingText } from './growing-text.ts'
import { findJson } from './json-lab/find-json.ts'
import { JsonLab, type SchemaDraft } from './json-lab/json-lab.tsx'
import { PlainTextView } from './plain-text-view.tsx'

type JsonTabProps = { run: Run; schemaDraft?: SchemaDraft }

/** The JSON in an answer, or the whole message as the API would have answered without streaming. */
export function JsonTab({ run, schemaDraft }: JsonTabProps) {
  const [ownDraft] = useState(() => ({ text: '' }))
  const isRunning = run.state === 'running'
  const found = useMemo(() => (isRunning ? [] : findJson(answerText(run.response, run.prefill))), [run, isRunning])
  const [choice, setChoice] = useState<'found' | 'message' | null>(null)
  const shown = choice ?? (found.length > 0 ? 'found' : 'message')
  if (isRunning) return <p className={styles.calm}>The message is whole when the run has ended.</p>
  return (
    <div className={styles.json}>
      <Segmented
        label="What is shown as JSON"
        options={[
          { value: 'found', label: 'In the answer' },
          { value: 'message', label: 'Whole message' },
        ]}
        value={shown}
        onChange={setChoice}
      />
      {shown === 'found' ? (
        <Suspense>
          <JsonLab key={run.id} found={found} run={run} schemaDraft={schemaDraft ?? ownDraft} />
        </Suspense>
      ) : (
        <WholeMessage run={run} />
      )}
    </div>
  )
}

function WholeMessage({ run }: { run: Run }) {
  const json = useMemo(() => JSON.stringify(messageOf(run), null, 2), [run])
  const text = useMemo(() => createGrowingText(json), [json])
  return (
    <>
      <div className={styles.tools}>
        <CopyButton label="Copy" what="the message as JSON" text={() => json} />
      </div>
      <PlainTextView text={text} length={text.length} label="Message as JSON" />
    </>
  )
}

function messageOf({ response, usage }: Run) {
  const { id, model, content, stop_reason, stop_sequence, stop_details } = response
  return { id, type: 'message', role: 'assistant', model, content, stop_reason, stop_sequence, stop_details, usage }
}
