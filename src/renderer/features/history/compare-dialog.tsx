import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import { answerText, type Run } from '#shared/runs/run'
import type { JsonValue } from '#shared/text/json'
import type { Host } from '../../host/host.ts'
import { RequestDiff } from '../../parts/diff/request-diff.tsx'
import { jsonLines } from '../../parts/diff/request-text.ts'
import { costText } from '../../parts/prompt/format.ts'
import { countText, durationText, momentText, shortModel, timeText } from '../../parts/response/format.ts'
import { type FoundJson, findJson } from '../../parts/response/json-lab/find-json.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Notice } from '../../ui/notice.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import styles from './history-view.module.css'

const TextDiff = lazyPart(async () => (await import('../../parts/diff/text-diff.tsx')).TextDiff)

type Tab = 'text' | 'json' | 'blocks' | 'prompt' | 'settings'
const tabs: { id: Tab; label: string }[] = [
  { id: 'text', label: 'Text' },
  { id: 'json', label: 'JSON' },
  { id: 'blocks', label: 'Blocks' },
  { id: 'prompt', label: 'Prompt' },
  { id: 'settings', label: 'Settings' },
]

type CompareDialogProps = { host: Pick<Host, 'call'>; ids: readonly string[]; onClose: () => void }

/** What is different between two runs, the older one first: in what was answered, and in what was asked. */
export function CompareDialog({ host, ids, onClose }: CompareDialogProps) {
  const [runs, setRuns] = useState<[Run, Run] | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [tab, setTab] = useState<Tab>('text')
  useEffect(() => {
    Promise.all(ids.slice(0, 2).map((id) => host.call('runs.get', { id })))
      .then(([one, other]) => {
        if (one && other) setRuns(one.startedAt <= other.startedAt ? [one, other] : [other, one])
      })
      .catch((error: unknown) => setFailure(toErrorData(error).message))
  }, [host, ids])
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title="Diff of two runs" size="wide">
      <div className={styles.compare}>
        {failure && <Notice tone="error">{failure}</Notice>}
        {runs && (
          <Tabs label="What is compared" tabs={tabs} value={tab} onChange={setTab}>
            <div className={styles.compared}>
              <Compared tab={tab} before={runs[0]} after={runs[1]} />
            </div>
          </Tabs>
        )}
      </div>
    </Dialog>
  )
}

function Compared({ tab, before, after }: { tab: Tab; before: Run; after: Run }): ReactNode {
  const labels = { beforeLabel: labelOf(before), afterLabel: labelOf(after) }
  const texts = useMemo(() => textsFor(tab, before, after), [tab, before, after])
  if (tab === 'settings' || tab === 'prompt') {
    const part = (run: Run) => requestPart(run, tab)
    return <RequestDiff before={part(before)} after={part(after)} {...labels} same={sameWords[tab]} />
  }
  if (texts === null) return <p className={styles.none}>There is no JSON in these answers.</p>
  const { mended, ...sides } = texts
  if (sides.before === sides.after)
    return (
      <p className={styles.none}>No difference: both {tab === 'json' ? 'hold the same values' : 'are the same'}.</p>
    )
  return (
    <>
      {mended && (
        <p className={styles.none}>What is no valid JSON in an answer, such as one that was cut, is shown as mended.</p>
      )}
      <Suspense fallback={<p className={styles.none}>Comparing…</p>}>
        <TextDiff label="Difference" {...sides} {...labels} />
      </Suspense>
    </>
  )
}

const sameWords = { prompt: 'both were asked the same', settings: 'both have the same model and settings' }

/** `mended`: not all of it stands in an answer as it is shown. */
type Texts = { before: string; after: string; mended?: boolean }

/** Which run it is, and what it took. */
function labelOf(run: Run): string {
  const day = momentText(run.startedAt, new Date())
  const time = timeText(run.startedAt, { seconds: true })
  const tokens = `${countText(run.inputTokens)} → ${countText(run.outputTokens)}`
  return [
    `${day.includes(':') ? '' : `${day} `}${time}`,
    shortModel(run.model).slice(0, 60),
    ...(run.inputTokens === null && run.outputTokens === null ? [] : [tokens]),
    ...(run.costUsd === null ? [] : [costText(run.costUsd)]),
    ...(run.durationMs === null ? [] : [durationText(run.durationMs)]),
  ].join(' · ')
}

/** What is compared; `null` where there is none of it. */
function textsFor(tab: Tab, before: Run, after: Run): Texts | null {
  if (tab === 'blocks') return { before: jsonLines(before.response.content), after: jsonLines(after.response.content) }
  const texts = [before, after].map((run) => answerText(run.response, run.prefill))
  if (tab !== 'json') return { before: texts[0] ?? '', after: texts[1] ?? '' }
  const [one = [], other = []] = texts.map(findJson)
  if (one.length === 0 && other.length === 0) return null
  const mended = [...one, ...other].some(({ repaired }) => repaired !== null)
  return { before: structure(one), after: structure(other), mended }
}

/** The values in one layout and with their fields by name, so that only what they say differs. */
function structure(found: readonly FoundJson[]): string {
  return found.map(({ value }) => JSON.stringify(sorted(value), null, 2)).join('\n\n')
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(fields.map(([name, item]) => [name, item === undefined ? item : sorted(item)]))
}

/** Of a request, what was said, or everything else. */
function requestPart({ request }: Run, part: 'settings' | 'prompt') {
  const { system, messages, ...settings } = request.body
  if (part === 'settings') return { ...request, body: { ...settings, messages: [] } as typeof request.body }
  const body = { ...(system === undefined ? {} : { system }), messages } as typeof request.body
  return { apiVersion: request.apiVersion, body }
}
