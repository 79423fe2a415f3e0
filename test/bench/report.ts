import type { Ratio } from './statistics.ts'

/** A line of the report: what was measured, what came out, and whether the target holds over the whole interval. */
export type Line = { id: string; what: string; result: string; target: string; isMet: boolean | null }

/** A ratio as text: median and 95 % interval. */
export function ratioText({ median, low, high, pairs }: Ratio): string {
  return `${number(median)}x [${number(low)}, ${number(high)}] (${pairs} pairs)`
}

/** Fewer digits for larger numbers: three that mean something. */
export function number(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString('en-US', { maximumSignificantDigits: 3 }) : '–'
}

export function print(lines: readonly Line[]): void {
  for (const { id, what, result, target, isMet } of lines) {
    const verdict = isMet === null ? '' : isMet ? '  met' : '  NOT MET'
    console.log(`${id.padEnd(4)} ${what}\n     ${result}${target === '' ? '' : `   target ${target}`}${verdict}`)
  }
}
