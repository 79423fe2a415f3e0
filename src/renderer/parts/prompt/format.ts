import type { ContentBlock } from '#shared/prompt/prompt'

/** `200000` → `200k`, `1000000` → `1M`, `1500` → `1.5k`. */
export function shortCount(count: number): string {
  if (count >= 1_000_000) return `${trim(count / 1_000_000)}M`
  return count >= 1_000 ? `${trim(count / 1_000)}k` : String(count)
}

/** A price of a million tokens: `$1`, `$0.1`, `$12.5`. */
export function shortUsd(usd: number): string {
  return `$${Number(usd.toFixed(4))}`
}

/** A cost with two figures that say something: `$0.0072`, `$1.30`, `$0`. */
export function costText(usd: number): string {
  if (usd === 0) return '$0'
  if (usd >= 1) return `$${usd.toFixed(2)}`
  return usd < 0.000_001
    ? 'under $0.000001'
    : `$${Number(usd.toPrecision(2)).toFixed(Math.min(7, 1 - Math.floor(Math.log10(usd))))}`
}

/** `1.1 %` of a whole: one digit behind the point below ten per cent, and never `0.0 %` of something. */
export function percentText(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return 'under 0.1 %'
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`
}

/** The kinds of a content's blocks, such as `text · image`; empty for a string. */
export function blockKinds(content: string | ContentBlock[]): string {
  return typeof content === 'string' ? '' : [...new Set(content.flatMap(({ type }) => type || []))].join(' · ')
}

function trim(value: number): string {
  return String(Number(value.toFixed(1)))
}
