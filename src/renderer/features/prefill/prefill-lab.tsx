import { Suspense, useDeferredValue, useRef, useState } from 'react'
import {
  answerInJson,
  formatConversion,
  openJson,
  type PrefillConversion,
  prefillConversions,
} from '#shared/prompt/prefill-lab'
import type { Prompt } from '#shared/prompt/prompt'
import { fillPrompt } from '#shared/prompt/variables'
import { answerText, type Run } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'
import { findingsOf } from '../../parts/prompt/findings/findings-store.ts'
import { useFindings, usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import styles from './prefill-lab.module.css'

const FromExample = lazyPart(async () => (await import('../../parts/json/from-example.tsx')).FromExample)
const TryBothDialog = lazyPart(async () => (await import('./try-both-dialog.tsx')).TryBothDialog)

type PrefillLabProps = {
  host: Pick<Host, 'stream'>
  /** The last ended run of the open prompt, `null` where there is none. */
  lastRun: Run | null
  /** A run of Try both has begun or ended. */
  onRunChanged: (run: Run) => void
}

/** Below the prefill: how the answer joins on, help with JSON, and other ways to the same where it is refused. */
export function PrefillLab({ host, lastRun, onRunChanged }: PrefillLabProps) {
  const { preview } = usePromptServices()
  const prompt = useDeferredValue(usePrompt((present) => present))
  const model = useFindings((state) => state.model)
  const isJudged = useFindings((state) => state.isJudged)
  const findings = useFindings((state) => findingsOf(state, 'prefill'))
  const [isTrying, setTrying] = useState(false)
  const [hasExample, setExample] = useState(false)
  const exampleButton = useRef<HTMLButtonElement>(null)
  const takesPrefill = model?.capabilities.prefill === true
  const isRefused = findings.some(({ ruleId, severity }) => severity === 'error' && ruleId !== 'prefill-tail')
  const answer = lastRun && lastRun.state === 'completed' ? answerText(lastRun.response, lastRun.prefill) : null
  const conversions = prefillConversions(prompt, model, answer)
  function closeExample() {
    setExample(false)
    exampleButton.current?.focus()
  }
  const show = (label: string, words: string, apply: (prompt: Prompt) => Prompt) =>
    void preview.getState().show({
      title: label,
      confirmLabel: 'Apply',
      afterLabel: 'As it would be',
      changes: [words],
      apply,
      done: `${label}. Done.`,
    })
  if (!isJudged) return null
  if (prompt.prefill.trim() === '') {
    return takesPrefill && prompt.prefill === '' ? (
      <div className={styles.ways}>
        <Button variant="link" size="small" onClick={() => show('Answer in JSON', jsonWords, answerInJson)}>
          Answer in JSON…
        </Button>
      </div>
    ) : null
  }
  // What a finding offers already is not offered twice; where the prefill is taken nobody need ask to go on.
  const offered = findings.flatMap(({ fixes }) => fixes.map((fix) => fix.apply(prompt)))
  const isOffered = ({ id }: PrefillConversion) =>
    (id === 'format' && offered.some(({ settings }) => settings.output_config?.format)) ||
    (id === 'ask' && (!isRefused || offered.some(({ messages }) => messages.length > prompt.messages.length)))
  return (
    <>
      {!isRefused && <JoinPreview prompt={prompt} lastRun={lastRun} />}
      <div className={styles.ways}>
        <span className={styles.words}>{isRefused ? 'Other ways:' : 'Without a prefill:'}</span>
        {conversions
          .filter((way) => !isOffered(way))
          .map(({ id, label, words, apply }) => (
            <Button
              key={id}
              variant="link"
              size="small"
              title={words}
              data-command={`Instead of the prefill: ${label}…`}
              onClick={() => show(label, words, apply)}
            >
              {label}…
            </Button>
          ))}
        {conversions.some(({ wantsExample }) => wantsExample) && (
          <Button
            ref={exampleButton}
            variant="link"
            size="small"
            aria-expanded={hasExample}
            onClick={() => setExample(!hasExample)}
          >
            Structured output from an example…
          </Button>
        )}
        <Button variant="link" size="small" onClick={() => setTrying(true)}>
          Try both…
        </Button>
      </div>
      <Suspense>
        {hasExample && (
          <div className={styles.example}>
            <FromExample
              onSchema={(schema) => {
                const { label, words, apply } = formatConversion(schema)
                closeExample()
                show(label, words, apply)
              }}
              onCancel={closeExample}
            />
          </div>
        )}
        {isTrying && (
          <TryBothDialog
            host={host}
            conversions={conversions}
            isRefused={isRefused}
            onRunChanged={onRunChanged}
            onClose={() => setTrying(false)}
          />
        )}
      </Suspense>
    </>
  )
}

const jsonWords =
  'Begins the answer inside an object, asks in the system prompt for JSON and nothing else, and stops at </json>.'

const tailLength = 120

/** The end of the prefill as it is sent, and the beginning of the last answer to it, or a mark where one would begin. */
function JoinPreview({ prompt, lastRun }: { prompt: Prompt; lastRun: Run | null }) {
  const { prefill } = fillPrompt({ ...prompt, system: '', messages: [] })
  const tail = prefill.length > tailLength ? `…${prefill.slice(-tailLength)}` : prefill
  const answer = lastRun?.prefill === prefill ? answerText(lastRun.response) : ''
  const next = answer.length > tailLength ? `${answer.slice(0, tailLength)}…` : answer
  const open = openJson(prompt, answer)
  return (
    <p className={styles.join}>
      <span className={styles.words}>Joins on as </span>
      <code>
        <b className={styles.tail}>{tail}</b>
        {next === '' ? <span className={styles.mark}>the answer</span> : <span>{next}</span>}
      </code>
      {open !== null && open !== '' && (
        <span className={styles.words}>
          {' '}
          {answer === '' ? 'It has to close' : 'It did not close'} <code>{open}</code>.
        </span>
      )}
    </p>
  )
}
