import type { PromptServices } from '../prompt-services.tsx'
import { scrollToMessage } from './focus-when-there.ts'
import { scrollerOf, untilDrawn } from './keep-place.ts'

export type TurnFollower = {
  /** A message was added at the end by itself: brought into sight. */
  added: (id: string) => void
  /** No more are coming. */
  end: () => void
}

/** What a person does where the messages are: they look at something there, or work on it. */
const ownActs = ['wheel', 'pointerdown', 'keydown'] as const

/** Keeps the newest message in sight while nobody touches the list. */
export function followTurns(services: Pick<PromptServices, 'cards'>): TurnFollower {
  const list = document.querySelector('[data-message-list]')
  const touched = new AbortController()
  for (const act of list ? ownActs : []) {
    const options = { signal: touched.signal, passive: true, capture: true }
    scrollerOf(list!).addEventListener(act, () => touched.abort(), options)
  }
  return {
    added: (id) =>
      untilDrawn(() => {
        if (!touched.signal.aborted) scrollToMessage(services, id)
      }),
    end: () => touched.abort(),
  }
}
