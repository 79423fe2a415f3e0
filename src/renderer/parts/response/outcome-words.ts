import type { RunSummary } from '#shared/runs/run'
import type { Tone } from '../../ui/tone-text.tsx'

/** How a run ended, in a word or two. */
export function outcomeWords({ state, stopReason, status }: RunSummary): { words: string; tone: Tone } {
  switch (state) {
    case 'running':
      return { words: 'running', tone: 'neutral' }
    case 'failed':
      return { words: status !== null && status >= 400 ? String(status) : 'failed', tone: 'error' }
    case 'stopped':
    case 'truncated':
      return { words: state, tone: 'warning' }
    case 'completed': {
      const isUsual = stopReason === 'end_turn' || stopReason === 'stop_sequence' || stopReason === 'tool_use'
      return { words: (stopReason ?? 'done').slice(0, 40), tone: isUsual || stopReason === null ? 'ok' : 'warning' }
    }
  }
}
