// R14 and R15, and what else holds for tools and the choice among them.

import type { Prompt } from '../prompt/prompt.ts'
import { sentTools, withNoteMoved } from '../prompt/tools.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import { doNotSend, safely, toolsOf, withSetting, withTool } from './edits.ts'
import type { Fix, Rule } from './finding.ts'
import { objectOr } from './reading.ts'
import { checkedAt, docs, hinted, refused, shown } from './rule.ts'

const source = `${docs}agents-and-tools/tool-use/implement-tool-use`

const choiceOf = ({ settings: { tool_choice } }: Prompt): JsonObject => objectOr(tool_choice)

const isForced = (choice: JsonObject) => choice.type === 'any' || choice.type === 'tool'

const useAuto: Fix = safely('Use auto', (prompt) => {
  const { disable_parallel_tool_use: parallel } = choiceOf(prompt)
  const kept = parallel === undefined ? {} : { disable_parallel_tool_use: parallel }
  return withSetting(prompt, 'tool_choice', { type: 'auto', ...kept })
})

/** R14 */
export const forcedToolRule: Rule = {
  id: 'forced-tool',
  covers: ['R14'],
  checks: 'Some models do not let a tool be forced: tool_choice any or tool.',
  severities: ['error', 'hint'],
  source,
  checkedAt,
  find: (prompt, { model }) => {
    const choice = choiceOf(prompt)
    if (model === null || !isForced(choice) || model.capabilities.forcedToolChoice === true) return []
    if (model.capabilities.forcedToolChoice === null)
      return [
        hinted(
          'tool_choice',
          'A forced tool may be refused',
          `Nobody knows yet whether ${model.displayName} lets a tool be forced.`,
        ),
      ]
    const reason = `${model.displayName} does not let a tool be forced; you set ${shown(choice.type)}.`
    return [refused('tool_choice', 'A forced tool will be refused', reason, [useAuto])]
  },
}

/** R15 */
export const forcedToolThinkingRule: Rule = {
  id: 'forced-tool-thinking',
  covers: ['R15'],
  checks: 'No forced tool together with thinking enabled.',
  severities: ['error'],
  source: `${docs}build-with-claude/extended-thinking`,
  checkedAt,
  find: (prompt) => {
    const choice = choiceOf(prompt)
    if (!isForced(choice) || prompt.settings.thinking?.type !== 'enabled') return []
    const reason = `tool_choice ${shown(choice.type)} cannot be combined with thinking enabled.`
    return [
      refused('tool_choice', 'A forced tool will be refused', reason, [
        useAuto,
        doNotSend('thinking', 'Do not send thinking'),
      ]),
    ]
  },
}

/** A choice needs tools, and names one of them. */
export const toolChoiceRule: Rule = {
  id: 'tool-choice',
  covers: [],
  checks: 'tool_choice stands beside tools, and names one of them.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt) => {
    if (prompt.settings.tool_choice === undefined) return []
    const title = 'The tool choice will be refused'
    const tools = sentTools(prompt)
    if (tools.length === 0) {
      const none = toolsOf(prompt).length === 0 ? 'there are no tools' : 'every tool is disabled'
      return [refused('tool_choice', title, `tool_choice is set, and ${none}.`, [doNotSend('tool_choice')])]
    }
    const { type, name } = choiceOf(prompt)
    if (type !== 'tool' || tools.some(({ tool }) => nameOf(tool) === name)) return []
    return [
      refused('tool_choice', title, `tool_choice names ${shown(name)}, and no tool that is sent has that name.`, [
        useAuto,
      ]),
    ]
  },
}

const nameOf = (tool: JsonValue): JsonValue | undefined => objectOr(tool).name

const nameForm = /^[a-zA-Z0-9_-]{1,128}$/

/** Every tool has a name of its own, in the characters that the API takes. */
export const toolNamesRule: Rule = {
  id: 'tool-names',
  covers: [],
  checks: 'Tool names are unique and made of 1 to 128 letters, digits, _ and -.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt) => {
    const tools = toolsOf(prompt)
    const firstAt = new Map<JsonValue | undefined, number>()
    return sentTools(prompt).flatMap(({ tool, at }) => {
      const name = nameOf(tool)
      const field = `tools.${at}`
      if (typeof name !== 'string') return [] // A matter of shape.
      const isOurs =
        objectOr(tool).type === undefined || objectOr(tool).type === null || objectOr(tool).type === 'custom'
      if (isOurs && !nameForm.test(name)) {
        const reason = `A tool's name is 1 to 128 letters, digits, _ or -; this one is ${shown(name)}.`
        return [refused(field, 'The tool’s name will be refused', reason, [rename(prompt, at, name)])]
      }
      const before = firstAt.get(name)
      firstAt.set(name, before ?? at)
      if (before === undefined) return []
      const isSame = JSON.stringify(tool) === JSON.stringify(tools[before])
      const fix = isSame
        ? safely('Remove the second', (changed) => withTool(changed, at, () => null))
        : rename(prompt, at, name)
      return [refused(field, 'A name twice will be refused', `Two tools are named ${shown(name)}.`, [fix])]
    })
  },
}

/** A free name near the one that is refused; the tool choice follows when it meant this tool alone. */
function rename(prompt: Prompt, at: number, name: string): Fix {
  const names = toolsOf(prompt).map(nameOf)
  const base = name.replaceAll(/[^a-zA-Z0-9_-]/g, '_').slice(0, 120) || 'tool'
  let free = base
  for (let number = 2; names.includes(free); number += 1) free = `${base}_${number}`
  const isOnlyOne = names.filter((each) => each === name).length === 1
  return safely(`Rename to ${free.length > 30 ? `${free.slice(0, 30)}…` : free}`, (changed) => {
    const renamed = withNoteMoved(
      withTool(changed, at, (tool) => ({ ...tool, name: free })),
      name,
      free,
    )
    const choice = choiceOf(changed)
    const isMeant = isOnlyOne && choice.type === 'tool' && choice.name === name
    return isMeant ? withSetting(renamed, 'tool_choice', { ...choice, name: free }) : renamed
  })
}

/** The types of the tools that Anthropic defines (TypeScript SDK 1.12.0, ToolUnion). */
const anthropicTools = new Set(
  `bash_20250124 browser_toolset_20260801 code_execution_20250522 code_execution_20250825 code_execution_20260120
code_execution_20260521 computer_toolset_20260801 memory_20250818 text_editor_20250124 text_editor_20250429
text_editor_20250728 tool_search_tool_bm25 tool_search_tool_bm25_20251119 tool_search_tool_regex
tool_search_tool_regex_20251119 web_fetch_20250910 web_fetch_20260209 web_fetch_20260309 web_fetch_20260318
web_search_20250305 web_search_20260209 web_search_20260318`.split(/\s+/),
)

/** Whether a tool is one that Anthropic defines and we know; `null` for a type that nobody told us of. */
export function isAnthropicTool(tool: JsonObject): boolean | null {
  if (tool.type === undefined || tool.type === null || tool.type === 'custom') return false
  return typeof tool.type === 'string' && anthropicTools.has(tool.type) ? true : null
}

/** The caller's own tools that are sent, with their places. */
export function ownTools(prompt: Prompt): { tool: JsonObject; at: number }[] {
  return sentTools(prompt).flatMap(({ tool, at }) =>
    isObject(tool) && isAnthropicTool(tool) === false ? [{ tool, at }] : [],
  )
}

export const toolRules: readonly Rule[] = [forcedToolRule, forcedToolThinkingRule, toolChoiceRule, toolNamesRule]
