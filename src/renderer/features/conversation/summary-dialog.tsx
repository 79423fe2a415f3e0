import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { toErrorData } from '#shared/app-error'
import type { TokenCount } from '#shared/contract/prompts'
import {
  olderMessages,
  type SummaryPlace,
  summarisableTurns,
  summaryPrompt,
  withSummary,
} from '#shared/conversation/fit-summary'
import { olderWords } from '#shared/conversation/older-words'
import { highestCost } from '#shared/models/cost'
import { findModel, type ModelInfo, newestOf, requestId } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import { answerText, type Run, type RunSummary } from '#shared/runs/run'
import { outcomeOf } from '#shared/runs/stop-reason'
import { groupedDigits } from '#shared/text/grouped-digits'
import { costText } from '../../parts/prompt/format.ts'
import { usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './summary-dialog.module.css'
import { runApart } from './summary-run.ts'

type SummaryDialogProps = { onRunChanged: (run: RunSummary) => void; onClose: () => void }

const places = [
  { value: 'user-turn', label: 'Next user turn' },
  { value: 'system', label: 'System prompt' },
] as const satisfies readonly { value: SummaryPlace; label: string }[]

/** Asks for a summary of the older turns with a model of choice, its cost said first, and shows the change that it makes. */
export function SummaryDialog({ onRunChanged, onClose }: SummaryDialogProps) {
  const { host, prompts, context, preview } = usePromptServices()
  const prompt = usePrompt((open) => open)
  const models = useStore(context, (state) => state.models)
  const [model, setModel] = useState(() => firstModel(models, prompt))
  const [kept, setKept] = useState(1)
  const [maxTokens, setMaxTokens] = useState(1_024)
  const [place, setPlace] = useState<SummaryPlace>('user-turn')
  const { length, failure, run, stop } = useApartRun()

  const turns = summarisableTurns(prompt)
  const older = olderMessages(prompt, Math.min(kept, turns - 1))
  const asked = summaryPrompt(older, {
    id: `summary-${prompt.id}`.slice(0, 100),
    name: `${prompt.name}, summary`,
    model,
    maxTokens,
  })

  async function summarise() {
    const ended = await run((options) => runApart(host, asked, { ...options, onRunChanged }))
    if (ended) showChange(ended)
  }

  /** The change as a diff, to be applied or dropped. The summary itself is in the history either way. */
  function showChange(ended: Run) {
    const text = answerText(ended.response)
    const ids = new Set(older.map(({ id }) => id))
    const isOpen = prompts.getState().prompt?.id === prompt.id
    if (!isOpen) return onClose()
    onClose()
    void preview.getState().show({
      title: 'Summarise older turns',
      confirmLabel: 'Apply',
      afterLabel: 'With the summary',
      changes: [
        `Mutes ${ids.size} ${ids.size === 1 ? 'message' : 'messages'}: kept, and not sent.`,
        place === 'system'
          ? 'Adds the summary at the end of the system prompt.'
          : 'Adds the summary as a text block in front of the next user turn.',
        `Written by ${model}${ended.costUsd === null ? '' : ` for ${costText(ended.costUsd)}`}; the run is in the history.`,
      ],
      apply: (changed) => withSummary(changed, ids, text, place),
      done: 'The older turns are summarised.',
    })
  }

  const isRunning = length !== null
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (isOpen) return
        stop()
        onClose()
      }}
      title="Summarise older turns"
      description={descriptionOf(
        olderWords(
          prompt.messages,
          older.map(({ id }) => id),
        ),
        older.length,
      )}
      footer={
        isRunning ? (
          <>
            <span role="status" className={styles.progress}>
              Summarising… {groupedDigits(length)} characters
            </span>
            <Button onClick={stop}>Stop</Button>
          </>
        ) : (
          <Button disabled={older.length === 0} onClick={() => void summarise()}>
            Summarise
          </Button>
        )
      }
    >
      <div className={styles.form}>
        <Select
          label="Model"
          value={model}
          options={modelOptions(models, prompt)}
          disabled={isRunning}
          onChange={setModel}
        />
        <div className={styles.pair}>
          <span aria-hidden>Newest of these turns to keep</span>
          <NumberField
            label="Newest of these turns to keep"
            value={kept}
            disabled={isRunning}
            onChange={(count) => setKept(whole(count, 0))}
          />
          <code aria-hidden>max_tokens</code>
          <NumberField
            label="max_tokens of the summary"
            value={maxTokens}
            step={128}
            disabled={isRunning}
            onChange={(count) => setMaxTokens(whole(count, 1))}
          />
        </div>
        <div className={styles.place}>
          <span className={styles.label}>The summary becomes part of the</span>
          <Segmented label="The summary becomes part of the" options={places} value={place} onChange={setPlace} />
        </div>
        <CostLine asked={asked} model={findModel(models, model)} />
        {failure && <Notice tone="error">{failure}</Notice>}
      </div>
    </Dialog>
  )
}

function descriptionOf(who: string, messages: number): string {
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} ${messages === 1 ? 'goes' : 'go'} to a model as a transcript. Pinned turns and the last one stay as they are.`
}

/** What the run will cost at most, said before it is made. */
function CostLine({ asked, model }: { asked: Prompt; model: ModelInfo | null }) {
  const { host } = usePromptServices()
  const [count, setCount] = useState<TokenCount | null>(null)
  // A new object with each rendering: its text says whether it is another one.
  const text = JSON.stringify(asked)
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    host.call('tokens.count', { prompt: JSON.parse(text) as Prompt }, { signal }).then(setCount, () => {})
    return () => controller.abort()
  }, [host, text])
  if (!count) return <p className={styles.cost}>Counting…</p>
  const maxTokens = asked.settings.max_tokens
  const { usd } = highestCost({ inputTokens: count.inputTokens, maxTokens, caching: null }, model)
  const about = count.kind === 'estimate' ? 'about ' : ''
  return (
    <p className={styles.cost} role="status">
      <b>{usd === null ? 'Cost unknown' : `At most ${about}${costText(usd)}`}</b>: {about}
      {groupedDigits(count.inputTokens)} input tokens and up to {groupedDigits(maxTokens)} of output. One ordinary run.
    </p>
  )
}

type RunOptions = { signal: AbortSignal; onLength: (length: number) => void }

/** A run and how far it has come: `length` is `null` while none goes. Answers the run where its answer is whole. */
function useApartRun() {
  const [length, setLength] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const controller = useRef<AbortController | null>(null)
  const stop = () => controller.current?.abort()
  useEffect(() => () => controller.current?.abort(), [])

  async function run(start: (options: RunOptions) => Promise<Run>): Promise<Run | null> {
    const own = new AbortController()
    controller.current = own
    setFailure(null)
    setLength(0)
    try {
      const ended = await start({ signal: own.signal, onLength: setLength })
      const isWhole = ended.response.stop_reason === 'end_turn' && answerText(ended.response).trim() !== ''
      if (ended.state === 'completed' && isWhole) return ended
      const { words } = outcomeOf(ended)
      setFailure(`${words} ${ended.error?.advice ?? 'Nothing was changed.'}`.slice(0, 1_000))
    } catch (error) {
      setFailure(toErrorData(error).message)
    } finally {
      setLength(null)
    }
    return null
  }
  return { length, failure, run, stop }
}

/** A summary needs no large model: the newest Haiku, else the prompt's own. */
function firstModel(models: readonly ModelInfo[], prompt: Prompt): string {
  const small = newestOf(models, 'haiku')
  return small ? requestId(small) : prompt.model
}

function modelOptions(models: readonly ModelInfo[], prompt: Prompt): { value: string; label: string }[] {
  const active = models.filter(({ lifecycle }) => lifecycle === 'active')
  const options = active.map((model) => ({ value: requestId(model), label: model.displayName }))
  const isListed = options.some(({ value }) => value === prompt.model)
  return isListed ? options : [{ value: prompt.model, label: prompt.model }, ...options]
}

function whole(count: number | null, least: number): number {
  return Math.max(least, Math.floor(count ?? least))
}
