// Edits of messages that nobody makes at first sight: a file of its own, which is loaded later.
import type { ContentBlock, Prompt, PromptMessage } from '#shared/prompt/prompt'
import { asBlocks } from './block-edits.ts'
import type { PromptEdit } from './prompt-edits.ts'

/** Where a caret stands in a message: in which of its blocks, and behind how many characters of its text. */
export type Caret = { block: number; offset: number }

/** A pinned message is never dropped or summarised to save tokens. */
export function pinMessage(id: string, isPinned: boolean): PromptEdit {
  return changeOne(id, (message) => {
    if ((message.pinned ?? false) === isPinned) return message
    const { pinned: _pinned, ...loose } = message
    return isPinned ? { ...loose, pinned: true } : loose
  })
}

/**
 * Makes two messages of one, at the caret: every character and block is in one of them. The other fields of a text block
 * that is cut stay with its first half; a half without text is left out.
 */
export function splitMessage(id: string, { block, offset }: Caret, newId: string): PromptEdit {
  return (prompt) => {
    const index = prompt.messages.findIndex((message) => message.id === id)
    const message = prompt.messages[index]
    if (!message) return prompt
    const [first, second] = halvesOf(message.content, block, offset)
    const { bond: _bond, ...rest } = message
    const halves = [
      { ...message, content: first },
      { ...rest, id: newId, content: second },
    ]
    return { ...prompt, messages: prompt.messages.toSpliced(index, 1, ...halves) }
  }
}

type Content = string | ContentBlock[]

function halvesOf(content: Content, at: number, offset: number): [Content, Content] {
  if (typeof content === 'string') return [content.slice(0, offset), content.slice(offset)]
  const cut = content[at]
  const text = typeof cut?.text === 'string' ? cut.text : ''
  const first = text.slice(0, offset)
  const second = text.slice(offset)
  return [
    [...content.slice(0, at), ...(cut && (first !== '' || text === '') ? [{ ...cut, text: first }] : [])],
    [...(second === '' ? [] : [{ type: 'text', text: second }]), ...content.slice(at + 1)],
  ]
}

/** Why a message cannot be merged with the next one, in a few words; `null` where it can. */
export function mergeObstacle({ messages }: Prompt, index: number): string | null {
  const [one, next] = [messages[index], messages[index + 1]]
  if (!one || !next) return 'the last one'
  if (one.role !== next.role) return `the next one is ${next.role}`
  return (one.muted ?? false) === (next.muted ?? false) ? null : 'one of them is muted'
}

/** Makes one message of this and the next: two strings are joined by a blank line, else their blocks stand together. */
export function mergeWithNext(id: string): PromptEdit {
  return (prompt) => {
    const index = prompt.messages.findIndex((message) => message.id === id)
    const [one, next] = [prompt.messages[index], prompt.messages[index + 1]]
    if (!one || !next || mergeObstacle(prompt, index) !== null) return prompt
    const merged = { ...one, content: joined(one.content, next.content), ...(next.pinned ? { pinned: true } : {}) }
    return { ...prompt, messages: prompt.messages.toSpliced(index, 2, merged) }
  }
}

function joined(one: Content, other: Content): Content {
  if (typeof one !== 'string' || typeof other !== 'string') return [...asBlocks(one), ...asBlocks(other)]
  return [one, other].filter((text) => text !== '').join('\n\n')
}

export function deleteMessages(ids: ReadonlySet<string>): PromptEdit {
  return (prompt) =>
    withMessages(
      prompt,
      prompt.messages.filter(({ id }) => !ids.has(id)),
    )
}

/** Mutes all of these, or none of them. */
export function muteMessages(ids: ReadonlySet<string>, isMuted: boolean): PromptEdit {
  return (prompt) => {
    const messages = prompt.messages.map((message) => {
      if (!ids.has(message.id) || (message.muted ?? false) === isMuted) return message
      const { muted: _muted, ...heard } = message
      return isMuted ? { ...heard, muted: true } : heard
    })
    return messages.every((message, index) => message === prompt.messages[index]) ? prompt : { ...prompt, messages }
  }
}

/** Moves these messages one place up (-1) or down (1), each that has room, and keeps their order. */
export function moveMessages(ids: ReadonlySet<string>, step: -1 | 1): PromptEdit {
  return (prompt) => {
    const messages = step < 0 ? [...prompt.messages] : prompt.messages.toReversed()
    for (let at = 1; at < messages.length; at += 1) {
      const [before, one] = [messages[at - 1]!, messages[at]!]
      if (ids.has(one.id) && !ids.has(before.id)) [messages[at - 1], messages[at]] = [one, before]
    }
    if (step > 0) messages.reverse()
    return messages.every((message, index) => message === prompt.messages[index]) ? prompt : { ...prompt, messages }
  }
}

/** Puts messages back that were taken out, each at its place, unless it is there. */
export function putBack(removed: readonly { message: PromptMessage; index: number }[]): PromptEdit {
  return (prompt) => {
    const there = new Set(prompt.messages.map(({ id }) => id))
    const messages = [...prompt.messages]
    for (const { message, index } of removed) if (!there.has(message.id)) messages.splice(index, 0, message)
    return withMessages(prompt, messages)
  }
}

function withMessages(prompt: Prompt, messages: PromptMessage[]): Prompt {
  return messages.length === prompt.messages.length ? prompt : { ...prompt, messages }
}

function changeOne(id: string, change: (message: PromptMessage) => PromptMessage): PromptEdit {
  return (prompt) => {
    const index = prompt.messages.findIndex((message) => message.id === id)
    const before = prompt.messages[index]
    if (!before) return prompt
    const after = change(before)
    return after === before ? prompt : { ...prompt, messages: prompt.messages.with(index, after) }
  }
}
