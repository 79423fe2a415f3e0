import { Suspense, useEffect, useMemo, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import type { UsageDay } from '#shared/runs/history'
import type { Host } from '../../host/host.ts'
import { costText } from '../../parts/prompt/format.ts'
import { countText } from '../../parts/response/format.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Notice } from '../../ui/notice.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { dayAfter, dayOf, startOfDay } from './days.ts'
import styles from './usage.module.css'
import { daysBetween, type Measure, seriesOf, sumOf, sumOfDay, sumsByModel, type UsageSum } from './usage-sums.ts'

const UsageChart = lazyPart(async () => (await import('./usage-chart.tsx')).UsageChart)
const mostSeries = 6

type Range = '7' | '30' | '90' | '365'
const ranges: { value: Range; label: string }[] = [
  { value: '7', label: 'Last 7 days' },
  { value: '30', label: 'Last 30 days' },
  { value: '90', label: 'Last 90 days' },
  { value: '365', label: 'Last 365 days' },
]

/** What the runs of this history took and cost, by day and by model. */
export function UsageDialog({ host, onClose }: { host: Pick<Host, 'call'>; onClose: () => void }) {
  const [range, setRange] = useState<Range>('30')
  const [measure, setMeasure] = useState<Measure>('cost')
  const [today] = useState(() => dayOf(new Date().toISOString()))
  const days = useMemo(() => daysBetween(dayOf(`${today}T12:00:00`, 1 - Number(range)), today), [today, range])
  const { usage, failure } = useUsage(host, days)
  const series = useMemo(() => seriesOf(usage ?? [], days, measure, mostSeries), [usage, days, measure])
  const [pointedDay, setPointedDay] = useState<string | null>(null)
  const total = sumOf(usage ?? [])
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title="Usage" size="large">
      <div className={styles.usage}>
        <div className={styles.choices}>
          <Select label="Days" hideLabel value={range} options={ranges} onChange={setRange} />
          <Segmented
            label="What is drawn"
            options={[
              { value: 'cost', label: 'Cost' },
              { value: 'tokens', label: 'Tokens' },
            ]}
            value={measure}
            onChange={setMeasure}
          />
          {usage && usage.length > 0 && (
            <span className={styles.sum}>{sumText(sumOfDay(usage, pointedDay), pointedDay ?? 'In all')}</span>
          )}
        </div>
        {failure && <Notice tone="error">{failure}</Notice>}
        {usage?.length === 0 && <p className={styles.none}>No run in these days.</p>}
        {usage && usage.length > 0 && (
          <>
            <Suspense fallback={<div className={styles.waiting} />}>
              <UsageChart
                days={days}
                series={series}
                measure={measure}
                onDay={setPointedDay}
                label={`${measure === 'cost' ? 'Cost' : 'Tokens'} per day: ${costText(total.costUsd)} and ${countText(total.inputTokens + total.outputTokens)} tokens in all`}
              />
            </Suspense>
            {total.unpricedRuns > 0 && (
              <p className={styles.none}>
                {countText(total.unpricedRuns)} {total.unpricedRuns === 1 ? 'run has' : 'runs have'} no known price and{' '}
                {total.unpricedRuns === 1 ? 'is' : 'are'} not in the cost.
              </p>
            )}
            <UsageTable
              caption="By model"
              head="Model"
              rows={sumsByModel(usage).map(({ model, ...sum }) => ({ names: [model], sum }))}
              total={total}
            />
            <UsageTable
              caption="By day and model"
              head="Day"
              rows={usage.toReversed().map(({ day, model, ...sum }) => ({ names: [day, model], sum }))}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}

/** `In all: $3.20 · 1,234 tokens · 12 runs, 2 failed`. */
function sumText(sum: UsageSum, name: string): string {
  const { runs, failedRuns, inputTokens, outputTokens, unpricedRuns, costUsd } = sum
  const facts = [
    `${unpricedRuns > 0 ? '≥ ' : ''}${costText(costUsd)}`,
    `${countText(inputTokens + outputTokens)} tokens`,
    `${countText(runs)} ${runs === 1 ? 'run' : 'runs'}${failedRuns > 0 ? `, ${countText(failedRuns)} failed` : ''}`,
  ]
  return `${name}: ${facts.join(' · ')}`
}

function useUsage(host: Pick<Host, 'call'>, days: readonly string[]) {
  const [answer, setAnswer] = useState<{ days: readonly string[]; usage: UsageDay[] | null; failure: string | null }>()
  useEffect(() => {
    const from = startOfDay(days[0] ?? '')
    const until = dayAfter(days.at(-1) ?? '')
    if (from === null || until === null) return
    host.call('history.usage', { from, until }).then(
      (usage) => setAnswer({ days, usage, failure: null }),
      (error: unknown) => setAnswer({ days, usage: null, failure: toErrorData(error).message }),
    )
  }, [host, days])
  return answer?.days === days ? answer : { usage: null, failure: null }
}

type UsageTableProps = {
  caption: string
  head: string
  rows: { names: string[]; sum: UsageSum }[]
  total?: UsageSum
}

function UsageTable({ caption, head, rows, total }: UsageTableProps) {
  const isByDay = (rows[0]?.names.length ?? 1) > 1
  return (
    <table className={styles.table}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {isByDay && <th scope="col">Model</th>}
          <th scope="col">Runs</th>
          <th scope="col">Failed</th>
          <th scope="col">Input tokens</th>
          <th scope="col">Output tokens</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ names: [name = '', ...others], sum }) => (
          <tr key={[name, ...others].join(' ')}>
            <th scope="row">{name.slice(0, 100)}</th>
            {others.map((other) => (
              <td key={other} className={styles.name}>
                {other.slice(0, 100)}
              </td>
            ))}
            <Numbers sum={sum} />
          </tr>
        ))}
      </tbody>
      {total && (
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <Numbers sum={total} />
          </tr>
        </tfoot>
      )}
    </table>
  )
}

function Numbers({ sum }: { sum: UsageSum }) {
  return (
    <>
      <td>{countText(sum.runs)}</td>
      <td>{countText(sum.failedRuns)}</td>
      <td>{countText(sum.inputTokens)}</td>
      <td>{countText(sum.outputTokens)}</td>
      <td>
        {sum.unpricedRuns > 0 ? '≥ ' : ''}
        {costText(sum.costUsd)}
      </td>
    </>
  )
}
