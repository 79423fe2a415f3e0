// What the list of messages renders: editors follow the text of their message by themselves, so a key renders no list and no card.
import { createContext } from 'react'
import type { PromptMessage } from '#shared/prompt/prompt'
import type { PromptStore } from '../store/prompt-store.ts'

/** Shows a text that may be the one that is shown already. */
export type ShowText = (text: string) => void

export type ShownMessages = {
  /** The messages of the open prompt. The text of one that is followed may be an older one: whoever follows it has the newest. */
  get: () => PromptMessage[]
  /** Calls back whenever `get` may answer others. */
  subscribe: (tell: () => void) => () => void
  /** Has a text shown from now on, as long as the content of this message is one. Returns how to stop. */
  follow: (id: string, show: ShowText) => () => void
}

/** @param prompts With an open prompt. */
export function createShownMessages(prompts: Pick<PromptStore, 'getState' | 'subscribe'>): ShownMessages {
  const followers = new Map<string, Set<ShowText>>()
  const listeners = new Set<() => void>()
  let unsubscribe: (() => void) | null = null
  /** What followers were told of. */
  let told = prompts.getState().prompt?.messages ?? []
  let shown = told
  /** Differs from what is shown in nothing but texts that are followed. */
  let followed = told

  function newest(): PromptMessage[] {
    return prompts.getState().prompt?.messages ?? told
  }

  function get(): PromptMessage[] {
    const now = newest()
    if (now === shown || now === followed) return shown
    if (differOnly(shown, now, ({ id }) => followers.has(id))) followed = now
    else shown = now
    return shown
  }

  function update() {
    const [before, now] = [told, newest()]
    if (now === before) return
    told = now
    for (const [index, message] of followers.size > 0 ? now.entries() : []) {
      if (message !== before[index]) tell(message)
    }
    for (const listener of listeners) listener()
  }

  function tell({ id, content }: PromptMessage) {
    if (typeof content !== 'string') return
    for (const show of followers.get(id) ?? []) show(content)
  }

  function begin() {
    if (unsubscribe) return
    told = newest()
    unsubscribe = prompts.subscribe(update)
  }
  function end() {
    if (followers.size > 0 || listeners.size > 0) return
    unsubscribe?.()
    unsubscribe = null
  }

  return {
    get,
    subscribe: (listener) => {
      begin()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        end()
      }
    },
    follow: (id, show) => {
      begin()
      const others = followers.get(id) ?? new Set()
      followers.set(id, others.add(show))
      const message = newest().find((one) => one.id === id)
      if (message) tell(message)
      return () => {
        others.delete(show)
        if (others.size === 0) followers.delete(id)
        // What stands in the place of the editor has the text from the list.
        followed = shown
        const before = shown
        if (get() !== before) for (const listener of listeners) listener()
        end()
      }
    },
  }
}

/** Whether these are the same messages but for texts of some. */
function differOnly(
  some: readonly PromptMessage[],
  others: readonly PromptMessage[],
  inTextOf: (message: PromptMessage) => boolean,
): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index]
      return one === other || (other !== undefined && inTextOf(other) && differOnlyInText(one, other))
    })
  )
}

function differOnlyInText(one: PromptMessage, other: PromptMessage): boolean {
  if (typeof one.content !== 'string' || typeof other.content !== 'string') return false
  const fields = new Set([...Object.keys(one), ...Object.keys(other)])
  // Safe: fields of theirs.
  return [...fields].every((field) => field === 'content' || one[field as 'id'] === other[field as 'id'])
}

/** What the parts of one list share; `null` for a text outside of one. */
export const ShownMessagesContext = createContext<ShownMessages | null>(null)
