// R14 and R15, and what else holds for tools and the choice among them.
import { refuse } from '../api-error.ts'
import { isAnthropicTool } from '../request.ts'
import type { Rule } from './rule.ts'
import { checkSchemaForm } from './schema-form.ts'
import { checkStrictSchema, checkStrictTotals } from './strict-schema.ts'

const isForced = (type: string | undefined) => type === 'any' || type === 'tool'

/** R14 */
export const forcedTool: Rule = ({ request, model }) => {
  if (!isForced(request.tool_choice?.type) || model.capabilities.forcedToolChoice !== false) return
  refuse('tool_choice: type "tool" and "any" are not supported for this model.')
}

/** R15 */
export const forcedToolWithThinking: Rule = ({ request }) => {
  if (!isForced(request.tool_choice?.type) || request.thinking?.type !== 'enabled') return
  refuse('Thinking may not be enabled when tool_choice forces tool use.')
}

/** Names are unique; a choice needs tools, and names one of them. */
export const toolNames: Rule = ({ request: { tools = [], tool_choice } }) => {
  const names = tools.map(({ name }) => name).filter((name) => name !== undefined)
  if (new Set(names).size < names.length) refuse('tools: Tool names must be unique.')
  if (tool_choice === undefined) return
  if (tools.length === 0) refuse('tool_choice: may only be specified while providing tools.')
  if (tool_choice.type === 'tool' && !names.includes(tool_choice.name ?? '')) {
    refuse(`Tool '${tool_choice.name}' not found in provided tools`)
  }
}

/** Every schema of a tool of the caller's own is one. */
export const toolSchemas: Rule = ({ request: { tools = [] } }) => {
  tools.forEach((tool, index) => {
    if (tool.input_schema && !isAnthropicTool(tool))
      checkSchemaForm(tool.input_schema, `tools.${index}.custom.input_schema`)
  })
}

const MAX_STRICT_TOOLS = 20

/** Limits of structured outputs for strict tools. */
export const strictTools: Rule = ({ request: { tools = [] } }) => {
  const strict = tools.flatMap((tool, index) => (tool.strict && tool.input_schema ? [{ tool, index }] : []))
  if (strict.length > MAX_STRICT_TOOLS) {
    refuse(`tools: at most ${MAX_STRICT_TOOLS} strict tools may be provided, found ${strict.length}.`)
  }
  for (const { tool, index } of strict) checkStrictSchema(tool.input_schema!, `tools.${index}.custom.input_schema`)
  checkStrictTotals(
    strict.map(({ tool }) => tool.input_schema!),
    'tools',
  )
}
