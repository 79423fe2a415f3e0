import type { ContentBlock, PromptMessage, Role } from '../prompt/prompt.ts'

/** A message as it is sent. */
export type SentMessage = { role: Role; content: string | ContentBlock[] }

/**
 * The messages of a prompt after those that are sent were rewritten: one that says the same stays the very same object, wherever
 * it went; one that was changed keeps its id and its pin; muted ones stay behind the message that they stood behind.
 */
export function keepMessages(before: PromptMessage[], sent: SentMessage[], newId: () => string): PromptMessage[] {
  const heard = before.filter(({ muted }) => !muted)
  const partners = pair(heard, sent)
  const after = sent.map(({ role, content }, index): PromptMessage => {
    const partner = partners[index]
    if (!partner) return { id: newId(), role, content }
    return isSame(partner, { role, content }) ? partner : { ...partner, role, content }
  })
  const all = withMuted(before, after)
  return all.length === before.length && all.every((message, index) => message === before[index]) ? before : all
}

/** For each message that is sent the earlier one that it is, or was before it was changed. */
function pair(heard: PromptMessage[], sent: SentMessage[]): (PromptMessage | undefined)[] {
  const partners: (PromptMessage | undefined)[] = sent.map(() => undefined)
  const limit = Math.min(heard.length, sent.length)
  let start = 0
  while (start < limit && isSame(heard[start], sent[start])) partners[start] = heard[start++]
  let tail = 0
  while (tail < limit - start && isSame(heard.at(-1 - tail), sent.at(-1 - tail))) {
    partners[sent.length - 1 - tail] = heard.at(-1 - tail)
    tail += 1
  }
  // What was moved is found by what it says; what is left was changed, in its order.
  const left = heard.slice(start, heard.length - tail)
  const byText = new Map<string, PromptMessage[]>()
  for (const message of left) byText.set(textOf(message), [...(byText.get(textOf(message)) ?? []), message])
  const moved = new Set<PromptMessage>()
  for (let index = start; index < sent.length - tail; index += 1) {
    const [same, ...others] = byText.get(textOf(sent[index])) ?? []
    if (!same) continue
    partners[index] = same
    moved.add(same)
    byText.set(textOf(same), others)
  }
  const changed = left.filter((message) => !moved.has(message))
  for (let index = start; index < sent.length - tail; index += 1) partners[index] ??= changed.shift()
  return partners
}

/** Every muted message behind the nearest one before it that is still there. */
function withMuted(before: PromptMessage[], after: PromptMessage[]): PromptMessage[] {
  const left = new Set(after.map(({ id }) => id))
  const behind = new Map<string | null, PromptMessage[]>()
  let anchor: string | null = null
  for (const message of before) {
    if (message.muted) behind.set(anchor, [...(behind.get(anchor) ?? []), message])
    else if (left.has(message.id)) anchor = message.id
  }
  return [...(behind.get(null) ?? []), ...after.flatMap((message) => [message, ...(behind.get(message.id) ?? [])])]
}

/** The order of a block's fields counts: it is the order in which they are sent. */
function isSame(one: SentMessage | undefined, other: SentMessage | undefined): boolean {
  return one?.role === other?.role && JSON.stringify(one?.content) === JSON.stringify(other?.content)
}

const textOf = (message: SentMessage | undefined) => JSON.stringify([message?.role, message?.content])
