import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import { costText } from '../../parts/prompt/format.ts'
import { countText, momentText } from '../../parts/response/format.ts'
import styles from './usage.module.css'
import { dayScale, type Measure, stacked, type UsageSeries } from './usage-sums.ts'

type UsageChartProps = {
  days: readonly string[]
  series: readonly UsageSeries[]
  measure: Measure
  label: string
  /** Told which day the pointer is over. */
  onDay: (day: string | null) => void
}

/** The colours of the series, by their tokens. */
const colours = ['--accent', '--assistant', '--tool', '--system', '--error', '--muted'] as const
export const mostSeries = colours.length

const height = 220

/** A bar for each day, one part of it for each series. What it shows stands in the table below it, too. */
export function UsageChart({ days, series, measure, label, onDay }: UsageChartProps) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const point = (place: number | null | undefined) => onDay(days[place ?? -1] ?? null)
    const draw = () =>
      new uPlot(
        { ...optionsFor(element, days, series, measure), hooks: { setCursor: [({ cursor }) => point(cursor.idx)] } },
        dataFor(days, series),
        element,
      )
    let chart = draw()
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }))
    resized.observe(element)
    // Another theme has other colours, and a canvas keeps those that it was drawn with.
    const themed = new MutationObserver(() => {
      chart.destroy()
      chart = draw()
    })
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      resized.disconnect()
      themed.disconnect()
      chart.destroy()
      onDay(null)
    }
  }, [days, series, measure, onDay])
  return (
    <figure className={styles.figure}>
      <div ref={place} className={styles.chart} role="img" aria-label={label} />
      <figcaption className={styles.legend}>
        {series.map(({ name }, index) => (
          <span key={name} className={styles.entry}>
            <svg width="9" height="9" aria-hidden>
              <rect width="9" height="9" rx="2" fill={`var(${colours[index % mostSeries]})`} />
            </svg>
            {name.slice(0, 80)}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function dataFor(days: readonly string[], series: readonly UsageSeries[]): uPlot.AlignedData {
  return [days.map((_day, place) => place), ...stacked(series).map(({ values }) => values)]
}

function optionsFor(
  element: HTMLElement,
  days: readonly string[],
  series: readonly UsageSeries[],
  measure: Measure,
): uPlot.Options {
  const { range, steps } = dayScale(days)
  const style = getComputedStyle(element)
  const colour = (token: string) => style.getPropertyValue(token).trim()
  const axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--hairline'), width: 1 },
    ticks: { show: false },
    font: `11px ${style.fontFamily}`,
  }
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: false, range }, y: { range: (_chart, _low, high) => [0, high > 0 ? high * 1.08 : 1] } },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        incrs: steps,
        values: (_chart, places) => places.map((place) => dayText(days[place] ?? '')),
      },
      { ...axis, size: 64, values: (_chart, values) => values.map(measure === 'cost' ? costText : countText) },
    ],
    series: [
      {},
      ...series
        .map((_one, index) => colour(colours[index % mostSeries] ?? '--muted'))
        .toReversed()
        .map((fill) => ({
          fill,
          width: 0,
          points: { show: false },
          paths: uPlot.paths.bars?.({ size: [0.7, 48, 2] }),
        })),
    ],
  }
}

/** `21 Nov`, also for today. */
function dayText(day: string): string {
  return day === '' ? '' : momentText(`${day}T12:00:00`, new Date(0)).replace(/ \d{4}$/, '')
}
