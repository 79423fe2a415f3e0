import type { ContentBlock, Prompt, PromptMessage, PromptSettings, Role } from '#shared/prompt/prompt'
import type { JsonObject, JsonValue } from '#shared/text/json'

/**
 * One change of a prompt: pure, and sharing every part that it leaves alone. A change that changes nothing returns the
 * very prompt it was given, so that nobody has to undo it.
 */
export type PromptEdit = (prompt: Prompt) => Prompt

/** A part of a prompt that holds text: the system prompt or one message. */
export type TextPlace = { kind: 'system' } | { kind: 'message'; id: string }

export const systemPlace: TextPlace = { kind: 'system' }

/** Replaces the content of the system prompt or of a message: a string stays a string, blocks stay blocks. */
export function setContent(place: TextPlace, content: string | ContentBlock[]): PromptEdit {
  if (place.kind === 'message') return changeMessage(place.id, (message) => replace(message, 'content', content))
  return (prompt) => replace(prompt, 'system', content)
}

/** Puts a message before the one at `index`; at the end without an index. */
export function addMessage(message: PromptMessage, index?: number): PromptEdit {
  return (prompt) => ({ ...prompt, messages: prompt.messages.toSpliced(index ?? prompt.messages.length, 0, message) })
}

export function deleteMessage(id: string): PromptEdit {
  return (prompt) => {
    const index = indexOf(prompt, id)
    return index < 0 ? prompt : { ...prompt, messages: prompt.messages.toSpliced(index, 1) }
  }
}

/** Moves a message to the place `index`, counted after it was taken out; beyond either end it stops at the end. */
export function moveMessage(id: string, index: number): PromptEdit {
  return (prompt) => {
    const from = indexOf(prompt, id)
    const to = Math.min(Math.max(index, 0), prompt.messages.length - 1)
    const message = prompt.messages[from]
    if (!message || from === to) return prompt
    return { ...prompt, messages: prompt.messages.toSpliced(from, 1).toSpliced(to, 0, message) }
  }
}

/** Moves a message by `steps` places: negative is up. */
export function moveMessageBy(id: string, steps: number): PromptEdit {
  return (prompt) => {
    const from = indexOf(prompt, id)
    return from < 0 ? prompt : moveMessage(id, from + steps)(prompt)
  }
}

/** Puts a copy of a message right behind it. */
export function duplicateMessage(id: string, copyId: string): PromptEdit {
  return (prompt) => {
    const index = indexOf(prompt, id)
    const message = prompt.messages[index]
    return message ? addMessage({ ...message, id: copyId }, index + 1)(prompt) : prompt
  }
}

export function changeRole(id: string, role: Role): PromptEdit {
  return changeMessage(id, (message) => replace(message, 'role', role))
}

/** A muted message is kept and not sent. */
export function muteMessage(id: string, isMuted: boolean): PromptEdit {
  return changeMessage(id, (message) => {
    if ((message.muted ?? false) === isMuted) return message
    const { muted: _muted, ...heard } = message
    return isMuted ? { ...heard, muted: true } : heard
  })
}

export function setPrefill(text: string): PromptEdit {
  return (prompt) => replace(prompt, 'prefill', text)
}

/** Changes the model and nothing else: what the new model refuses is marked, never reset. */
export function setModel(model: string): PromptEdit {
  return (prompt) => replace(prompt, 'model', model)
}

/** Pins a value of `anthropic-version`, or lets it be chosen with `automaticVersion`. */
export function setApiVersion(apiVersion: string): PromptEdit {
  return (prompt) => replace(prompt, 'apiVersion', apiVersion)
}

export function renamePrompt(name: string): PromptEdit {
  return (prompt) => replace(prompt, 'name', name)
}

/** Sets one settings field as it is: no clamping, no rounding. */
export function setSetting(field: string, value: JsonValue): PromptEdit {
  return (prompt) => {
    if (Object.is(prompt.settings[field], value)) return prompt
    return { ...prompt, settings: { ...prompt.settings, [field]: value } }
  }
}

/** Leaves one settings field out of the request. `max_tokens` is required by the API and stays. */
export function unsetSetting(field: string): PromptEdit {
  return (prompt) => {
    if (field === 'max_tokens' || !(field in prompt.settings)) return prompt
    const { [field]: _unsent, ...settings } = prompt.settings
    // Safe: max_tokens, the one required field, stays.
    return { ...prompt, settings: settings as PromptSettings }
  }
}

/** Sets one field inside an object of the settings, such as `output_config.effort`; `null` takes it out, and an empty object with it. */
export function setNested(parent: 'output_config' | 'metadata', field: string, value: JsonValue | null): PromptEdit {
  return (prompt) => {
    const object: JsonObject = prompt.settings[parent] ?? {}
    const { [field]: before, ...others } = object
    if ((before ?? null) === value) return prompt
    if (value !== null) return setSetting(parent, { ...object, [field]: value })(prompt)
    return Object.keys(others).length === 0 ? unsetSetting(parent)(prompt) : setSetting(parent, others)(prompt)
  }
}

/** The roles that a click goes through; the menu offers all of them. */
export function legalRoles(takesSystemMessages: boolean | null | undefined): Role[] {
  return takesSystemMessages ? ['user', 'assistant', 'system'] : ['user', 'assistant']
}

/** The role after this one among the legal ones; the first of them when this one is not legal. */
export function nextRole(role: Role, legal: readonly Role[]): Role {
  return legal[(legal.indexOf(role) + 1) % legal.length] ?? 'user'
}

function indexOf(prompt: Prompt, id: string): number {
  return prompt.messages.findIndex((message) => message.id === id)
}

function changeMessage(id: string, change: (message: PromptMessage) => PromptMessage): PromptEdit {
  return (prompt) => {
    const index = indexOf(prompt, id)
    const before = prompt.messages[index]
    if (!before) return prompt
    const after = change(before)
    return after === before ? prompt : { ...prompt, messages: prompt.messages.with(index, after) }
  }
}

function replace<Owner extends object, Field extends keyof Owner>(
  owner: Owner,
  field: Field,
  value: Owner[Field],
): Owner {
  return Object.is(owner[field], value) ? owner : { ...owner, [field]: value }
}
