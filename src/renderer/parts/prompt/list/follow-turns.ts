import type { PromptServices } from '../prompt-services.tsx'
import { scrollToMessage } from './focus-when-there.ts'
import { scrollerOf } from './keep-place.ts'

export type TurnFollower = {
  /** A message was added at the end by itself: brought into sight. */
  added: (id: string) => void
  /** No more are coming. */
  end: () => void
}

/** What a person does where the messages are: they look at something there, or work on it. */
const ownActs = ['wheel', 'pointerdown', 'keydown'] as const

/** Cards grow while their editors come: the last one, too, after the end. */
const settleMs = 1_000

/** Keeps the newest message in sight while nobody touches the list. */
export function followTurns(services: Pick<PromptServices, 'cards'>): TurnFollower {
  const list = document.querySelector('[data-message-list]')
  const touched = new AbortController()
  let newest: string | null = null
  function show() {
    if (newest !== null && !touched.signal.aborted) scrollToMessage(services, newest)
  }
  const growth = new ResizeObserver(show)
  touched.signal.addEventListener('abort', () => growth.disconnect())
  if (list) {
    growth.observe(list)
    const options = { signal: touched.signal, passive: true, capture: true }
    for (const act of ownActs) scrollerOf(list).addEventListener(act, () => touched.abort(), options)
  }
  return {
    added: (id) => {
      newest = id
      show()
    },
    end: () => void setTimeout(() => touched.abort(), settleMs),
  }
}
