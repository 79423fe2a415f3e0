import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { highestCost } from '#shared/models/cost'
import { findModel } from '#shared/models/models'
import type { PrefillConversion } from '#shared/prompt/prefill-lab'
import type { Prompt } from '#shared/prompt/prompt'
import { estimateInputTokens } from '#shared/request/estimate'
import { buildRequest } from '#shared/request/request'
import type { Run } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'
import { costText } from '../../parts/prompt/format.ts'
import { type PromptServices, usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { useElapsed } from '../../parts/response/use-elapsed.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TrialColumn, type TrialTab } from './trial-column.tsx'
import { createTrialStore } from './trial-store.ts'
import styles from './try-both-dialog.module.css'

type TryBothDialogProps = {
  host: Pick<Host, 'stream'>
  conversions: readonly PrefillConversion[]
  /** The prompt as it is would be refused: two other ways are compared. */
  isRefused: boolean
  onRunChanged: (run: Run) => void
  onClose: () => void
}

/** A way to run the prompt; as it is, or converted. */
export type Way = Omit<PrefillConversion, 'id'> & { id: PrefillConversion['id'] | 'as-is' }

const asItIs: Way = { id: 'as-is', label: 'As it is', words: 'With the prefill.', apply: (prompt) => prompt }

/** Two ways side by side: each is a run of its own, kept in the history. Nothing runs before it is asked for. */
export function TryBothDialog({ host, conversions, isRefused, onRunChanged, onClose }: TryBothDialogProps) {
  const services = usePromptServices()
  const prompt = usePrompt((present) => present)
  const ways: readonly Way[] = [asItIs, ...conversions]
  const [ids, setIds] = useState<readonly Way['id'][]>(() =>
    (isRefused ? conversions : ways).slice(0, 2).map(({ id }) => id),
  )
  // What is shown belongs to the ways that were run.
  const [ranIds, setRanIds] = useState<readonly Way['id'][]>([])
  const [store] = useState(() => createTrialStore(host, onRunChanged))
  const [tab, setTab] = useState<TrialTab>('rendered')
  const { trials, runningSince, start, stop } = useStore(store)
  const elapsedMs = useElapsed(runningSince)
  useEffect(() => () => store.getState().stop(), [store])
  const chosen = ids.map((id) => ways.find((way) => way.id === id) ?? asItIs)
  const sides = chosen.map(({ apply }) => apply(prompt))
  const isRunning = runningSince !== null

  function run() {
    setRanIds(ids)
    void start(sides)
  }

  function use(way: Way) {
    onClose()
    services.prompts.getState().edit(way.apply)
    services.announce(`${way.label}. Done.`)
  }

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Try both"
      description={useCostWords(services, sides)}
      size="wide"
      footer={
        <>
          <Segmented label="Show answers as" options={tabs} value={tab} onChange={setTab} />
          <span className={styles.grow} />
          <Button variant="ghost" onClick={onClose}>
            Close
          </Button>
          {isRunning ? <Button onClick={stop}>Stop</Button> : <Button onClick={() => run()}>Run both</Button>}
        </>
      }
    >
      <div className={styles.columns}>
        {chosen.map((way, index) => (
          <TrialColumn
            // biome-ignore lint/suspicious/noArrayIndexKey: there are always these two columns
            key={index}
            name={index === 0 ? 'A' : 'B'}
            way={way}
            ways={ways}
            prompt={sides[index] ?? prompt}
            trial={ranIds[index] === way.id ? (trials[index] ?? null) : null}
            tab={tab}
            elapsedMs={elapsedMs}
            isLocked={isRunning}
            onWay={(id) => setIds(ids.with(index, id))}
            onUse={way.id === 'as-is' ? null : () => use(way)}
          />
        ))}
      </div>
    </Dialog>
  )
}

const tabs: { value: TrialTab; label: string }[] = [
  { value: 'rendered', label: 'Rendered' },
  { value: 'text', label: 'Text' },
  { value: 'json', label: 'JSON' },
]

/** The most that both runs cost together; said before they are asked for. */
function useCostWords({ context }: PromptServices, sides: readonly Prompt[]): string {
  const { models, connectionKind } = useStore(context)
  return useMemo(() => {
    const costs = sides.map((side) => {
      const { body } = buildRequest(side, connectionKind)
      const model = findModel(models, side.model)
      const { max_tokens: maxTokens, speed, inference_geo } = side.settings
      const inputTokens = estimateInputTokens(body, model)
      return highestCost({ inputTokens, maxTokens, caching: null, speed, inference_geo }, model).usd
    })
    const sum = costs.reduce((total, usd) => (total === null || usd === null ? null : total + usd), 0 as number | null)
    const price = sum === null ? 'The price is not known.' : `At most about ${costText(sum)} together.`
    return `Two runs of this prompt, each kept in the history. ${price}`
  }, [sides, models, connectionKind])
}
