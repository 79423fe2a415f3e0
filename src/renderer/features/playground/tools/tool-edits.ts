// Changes of a prompt's tools. Notes go by name: they follow a tool that is renamed, copied or deleted.

import type { Prompt, ToolNote } from '#shared/prompt/prompt'
import { toolName, withNoteMoved } from '#shared/prompt/tools'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { type PromptEdit, setSetting, unsetSetting } from '../../../parts/prompt/edits/prompt-edits.ts'

/** Whether the API takes it as a tool's name (Messages API, tools). */
export function isToolName(text: string): boolean {
  return /^[a-zA-Z0-9_-]{1,128}$/.test(text)
}

/** The tools of a prompt; none where the field is something else. */
export function toolsIn({ settings: { tools } }: Pick<Prompt, 'settings'>): JsonValue[] {
  return Array.isArray(tools) ? tools : []
}

function withTools(prompt: Prompt, tools: JsonValue[]): Prompt {
  return (tools.length === 0 ? unsetSetting('tools') : setSetting('tools', tools))(prompt)
}

export function addTool(tool: JsonObject): PromptEdit {
  return (prompt) => withTools(prompt, [...toolsIn(prompt), tool])
}

/** Deletes a tool, and its note where no other tool has the name. */
export function deleteTool(at: number): PromptEdit {
  return (prompt) => {
    const name = toolName(toolsIn(prompt)[at])
    const left = toolsIn(prompt).toSpliced(at, 1)
    const without = withTools(prompt, left)
    const isTaken = left.some((tool) => toolName(tool) === name)
    return name === null || isTaken ? without : withNote(without, name, null)
  }
}

/** Puts a tool back that was deleted, with its note. */
export function insertTool(at: number, tool: JsonValue, note: ToolNote | null): PromptEdit {
  return (prompt) => {
    const name = toolName(tool)
    const inserted = withTools(prompt, toolsIn(prompt).toSpliced(at, 0, tool))
    return name === null || !note || prompt.toolNotes?.[name] ? inserted : withNote(inserted, name, note)
  }
}

/** Puts a copy of a tool right behind it, under a name that is free. */
export function duplicateTool(at: number): PromptEdit {
  return (prompt) => {
    const tools = toolsIn(prompt)
    const tool = tools[at]
    if (!isObject(tool)) return tool === undefined ? prompt : withTools(prompt, tools.toSpliced(at + 1, 0, tool))
    const name = toolName(tool)
    const free = name === null ? null : freeName(tools, name)
    const copied = withTools(prompt, tools.toSpliced(at + 1, 0, free === null ? tool : { ...tool, name: free }))
    const note = name === null ? undefined : prompt.toolNotes?.[name]
    return note && free !== null ? withNote(copied, free, note) : copied
  }
}

/** A name that no tool has: the wanted one, or the first with a number behind it. */
export function freeName(tools: readonly JsonValue[], wanted: string): string {
  const taken = new Set(tools.map(toolName))
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted}_${number}`)) number += 1
  return `${wanted}_${number}`
}

/** Moves a tool to another place; beyond either end it stays. */
export function moveTool(at: number, to: number): PromptEdit {
  return (prompt) => {
    const tools = toolsIn(prompt)
    const tool = tools[at]
    if (tool === undefined || to < 0 || to >= tools.length || to === at) return prompt
    return withTools(prompt, tools.toSpliced(at, 1).toSpliced(to, 0, tool))
  }
}

/** Replaces a tool. Under a new name its note, and a choice that meant it alone, go along. */
export function setTool(at: number, tool: JsonValue): PromptEdit {
  return (prompt) => {
    const before = toolsIn(prompt)[at]
    if (before === undefined) return prompt
    const changed = withTools(prompt, toolsIn(prompt).with(at, tool))
    const [from, to] = [toolName(before), toolName(tool)]
    if (from === null || to === null || from === to) return changed
    const choice = changed.settings.tool_choice
    const wasAlone = toolsIn(prompt).filter((other) => toolName(other) === from).length === 1
    const isMeant = wasAlone && isObject(choice) && choice.type === 'tool' && choice.name === from
    const chosen = isMeant ? setSetting('tool_choice', { ...choice, name: to })(changed) : changed
    return withNoteMoved(chosen, from, to)
  }
}

/** Changes some fields of a tool and keeps the others; `undefined` takes a field out. */
export function setToolFields(at: number, fields: JsonObject): PromptEdit {
  return (prompt) => {
    const tool = toolsIn(prompt)[at]
    if (!isObject(tool)) return prompt
    const entries = Object.entries({ ...tool, ...fields }).filter(([, value]) => value !== undefined)
    return setTool(at, Object.fromEntries(entries))(prompt)
  }
}

/** Changes what the editor notes of a tool; a note that says nothing goes. */
export function setToolNote(name: string, change: (note: ToolNote) => ToolNote): PromptEdit {
  return (prompt) => {
    const { disabled, result } = change(prompt.toolNotes?.[name] ?? {})
    const note: ToolNote = { ...(disabled ? { disabled } : {}), ...(result ? { result } : {}) }
    return withNote(prompt, name, Object.keys(note).length === 0 ? null : note)
  }
}

function withNote(prompt: Prompt, name: string, note: ToolNote | null): Prompt {
  const { toolNotes, ...others } = prompt
  const { [name]: _before, ...notes } = toolNotes ?? {}
  const next = note === null ? notes : { ...toolNotes, [name]: note }
  return Object.keys(next).length === 0 ? others : { ...others, toolNotes: next }
}
