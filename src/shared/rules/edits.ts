// Small edits of a prompt, from which fixes are made. Each is pure, and leaves a prompt alone whose part is gone meanwhile.

import type { ContentBlock, Prompt, PromptMessage } from '../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import type { Fix } from './finding.ts'

type Edit = (prompt: Prompt) => Prompt

/** A fix that loses nothing that the user wrote. */
export const safely = (label: string, apply: Edit): Fix => ({ label, isSafe: true, apply })

/** A fix that only the user should choose. */
export const byHand = (label: string, apply: Edit): Fix => ({ label, isSafe: false, apply })

/** The prompt with this settings field, or without it where the value is `undefined`. */
export function withSetting(prompt: Prompt, field: string, value: JsonValue | undefined): Prompt {
  const { [field]: _before, ...others } = prompt.settings
  const settings = value === undefined ? others : { ...prompt.settings, [field]: value }
  // Safe: max_tokens, the one required field, is never left out.
  return { ...prompt, settings: settings as Prompt['settings'] }
}

/** Leaves one settings field out of the request. */
export const doNotSend = (field: string, label = 'Do not send'): Fix =>
  safely(label, (prompt) => withSetting(prompt, field, undefined))

/** The prompt with this field of `output_config`, or without it; an emptied `output_config` is left out. */
export function withOutputConfig(prompt: Prompt, field: string, value: JsonValue | undefined): Prompt {
  const { [field]: _before, ...others } = prompt.settings.output_config ?? {}
  const changed: JsonObject = value === undefined ? others : { ...others, [field]: value }
  return withSetting(prompt, 'output_config', Object.keys(changed).length === 0 ? undefined : changed)
}

/** Changes the message with this id; `null` removes it. */
export function withMessage(
  prompt: Prompt,
  id: string,
  change: (message: PromptMessage) => PromptMessage | null,
): Prompt {
  const messages = prompt.messages.flatMap((message) => {
    if (message.id !== id) return [message]
    const changed = change(message)
    return changed === null ? [] : [changed]
  })
  return { ...prompt, messages }
}

/** Changes the blocks of a message; a string that stays one text block stays a string. */
export function withBlocks(
  prompt: Prompt,
  id: string,
  change: (blocks: readonly ContentBlock[]) => readonly ContentBlock[],
): Prompt {
  return withMessage(prompt, id, (message) => {
    if (typeof message.content !== 'string') return { ...message, content: [...change(message.content)] }
    const changed = change([{ type: 'text', text: message.content }])
    return { ...message, content: [...changed] }
  })
}

/** Changes one block of a message; `null` removes it. */
export function withBlock(
  prompt: Prompt,
  id: string,
  at: number,
  change: (block: ContentBlock) => ContentBlock | null,
): Prompt {
  return withBlocks(prompt, id, (blocks) =>
    blocks.flatMap((block, place) => {
      if (place !== at) return [block]
      const changed = change(block)
      return changed === null ? [] : [changed]
    }),
  )
}

/** Adds a paragraph to the system prompt, as text or as a block, as it is. */
export function withSystemText(prompt: Prompt, text: string): Prompt {
  const { system } = prompt
  if (typeof system === 'string') return { ...prompt, system: system === '' ? text : `${system}\n\n${text}` }
  return { ...prompt, system: [...system, { type: 'text', text }] }
}

/** An id for a message, the same every time for the same prompt. */
export function freshId(prompt: Prompt, wanted: string): string {
  const taken = new Set(prompt.messages.map(({ id }) => id))
  let id = wanted
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`
  return id
}

/** The tools of a prompt, or none where the field is something else. */
export function toolsOf({ settings: { tools } }: Prompt): readonly JsonValue[] {
  return Array.isArray(tools) ? tools : []
}

/** Changes the tool at a place; `null` removes it, and with the last one the field. */
export function withTool(prompt: Prompt, at: number, change: (tool: JsonObject) => JsonObject | null): Prompt {
  const tools = toolsOf(prompt).flatMap((tool, place) => {
    if (place !== at || !isObject(tool)) return [tool]
    const changed = change(tool)
    return changed === null ? [] : [changed]
  })
  return withSetting(prompt, 'tools', tools.length === 0 ? undefined : tools)
}
