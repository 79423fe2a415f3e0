// What a request is made of: fields that nobody knows, and values of another type than their field has.

import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { sentTools } from '../prompt/tools.ts'
import { samplingFields } from '../request/api-version.ts'
import { promptFields } from '../request/request.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import { problemsInBlock, problemsInSystemBlock, requestShapes, toolShape } from './block-shapes.ts'
import { doNotSend, safely, toolsOf, withBlock, withSetting, withTool } from './edits.ts'
import type { Fix, Found, Rule, RuleContext } from './finding.ts'
import { objectOr } from './reading.ts'
import { checkedAt, count, hinted, messageField, refused, shown, unknownSeverity } from './rule.ts'
import { type Problem, problemsIn } from './shape.ts'
import { removal } from './structure.ts'
import { isAnthropicTool, ownTools } from './tools.ts'

const source = 'https://github.com/anthropics/anthropic-sdk-typescript/blob/main/src/resources/messages/messages.ts'

const knownFields = new Set<string>(['max_tokens', ...samplingFields, ...Object.keys(requestShapes)])

/** Fields that no request has, as far as we know. */
export const unknownFieldRule: Rule = {
  id: 'unknown-field',
  covers: [],
  checks: 'The API refuses request fields that it does not know.',
  severities: ['error', 'warning'],
  source,
  checkedAt,
  find: ({ settings }, context) =>
    Object.keys(settings).flatMap((field): Found[] => {
      if (knownFields.has(field) || isPromptField(field) || settings[field] === undefined) return []
      const reason = `The API refuses fields that it does not know, and ${field} was none of its fields on ${checkedAt}.`
      const severity = unknownSeverity(context)
      return [{ severity, field, title: `${field} may be refused`, reason, fixes: [doNotSend(field)] }]
    }),
}

const isPromptField = (field: string) => (promptFields as readonly string[]).includes(field)

/** Fields that a prompt has elsewhere, and `stream`, which is always true: what is in the settings is not sent. R32. */
export const ownFieldRule: Rule = {
  id: 'own-field',
  covers: ['R32'],
  checks:
    'model, system, messages and stream are not taken from the settings; every request streams, so none runs into the SDK’s limit of 21,333 tokens without streaming.',
  severities: ['hint'],
  source: 'https://github.com/anthropics/anthropic-sdk-typescript#long-requests',
  checkedAt,
  find: ({ settings }) =>
    promptFields.flatMap((field) => {
      if (settings[field] === undefined || (field === 'stream' && settings.stream === true)) return []
      const reason =
        field === 'stream'
          ? 'Antiphon always streams; stream is sent as true.'
          : `The ${field} of the settings is not sent; the prompt has its own.`
      return [hinted(field, `${field} is not sent`, reason, [doNotSend(field, 'Remove it')])]
    }),
}

/** Request fields of another shape than the API's. */
export const fieldShapeRule: Rule = {
  id: 'field-shape',
  covers: ['R10', 'R20'],
  checks: 'Every request field has the type, the values and the inner fields that the API knows.',
  severities: ['error'],
  source,
  checkedAt,
  find: ({ settings }) =>
    Object.entries(requestShapes).flatMap(([field, shape]) => {
      const value = settings[field]
      if (value === undefined) return []
      return problemsIn(value, shape).map((problem) => {
        const fix = problem.extra ? removeInside(field, problem.path) : doNotSend(field, `Do not send ${field}`)
        return refused(fieldOf(field, problem), `${field} will be refused`, sentence(field, problem), [fix])
      })
    }),
}

/** The control that shows a problem: the inner field where it has one of its own. */
function fieldOf(field: string, { path, extra }: Problem): string {
  const [inner] = path.split('.')
  if (field === 'output_config') return inner === 'format' ? 'format' : field
  if (extra) return field
  const named = [...['budget_tokens', 'display'].map((name) => `thinking.${name}`), 'metadata.user_id']
  return named.includes(`${field}.${inner}`) ? `${field}.${inner}` : field
}

const sentence = (field: string, { path, says }: Problem) => `${path === '' ? field : `${field}.${path}`} ${says}.`

function removeInside(field: string, path: string): Fix {
  return safely(`Remove ${path}`, (prompt) => {
    const inside = without(prompt.settings[field], path.split('.'))
    const isEmptied = isObject(inside) && Object.keys(inside).length === 0
    return withSetting(prompt, field, isEmptied ? undefined : inside)
  })
}

/** JSON without what stands at a path. */
function without(value: JsonValue | undefined, [name = '', ...rest]: readonly string[]): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === name ? (without(item, rest) ?? null) : item))
  if (!isObject(value)) return value
  const { [name]: inner, ...others } = value
  return rest.length === 0 ? others : { ...others, [name]: without(inner, rest) }
}

/** Tools of another shape than the API's. */
export const toolShapeRule: Rule = {
  id: 'tool-shape',
  covers: [],
  checks: 'A tool has a name and an input_schema of type object, and no field that the API does not know.',
  severities: ['error', 'warning'],
  source,
  checkedAt,
  find: (prompt, context) => {
    const own = ownTools(prompt).flatMap(({ tool, at }) => problemsInTool(tool, at))
    const strangers = sentTools(prompt).flatMap(({ tool, at }): Found[] => {
      if (!isObject(tool) || isAnthropicTool(tool) !== null) return []
      const reason = `Anthropic defined no tool of the type ${shown(tool.type)} by ${checkedAt}.`
      const remove: Fix = { label: 'Remove tool', isSafe: false, apply: (changed) => withTool(changed, at, () => null) }
      const fixes = toolsOf(prompt).length > 1 && prompt.settings.tool_choice === undefined ? [remove] : []
      return [
        { severity: unknownSeverity(context), field: `tools.${at}`, title: 'The tool may be refused', reason, fixes },
      ]
    })
    return [...own, ...strangers]
  },
}

function problemsInTool(tool: JsonObject, at: number): Found[] {
  const field = `tools.${at}`
  const title = 'The tool will be refused'
  const schema = objectOr(tool.input_schema)
  const typed = safely('Make it an object schema', (prompt) =>
    withTool(prompt, at, (changed) => ({
      ...changed,
      input_schema: { properties: {}, ...objectOr(changed.input_schema), type: 'object' },
    })),
  )
  const problems = problemsIn(tool, toolShape).map((problem) => {
    const remove = safely(`Remove ${problem.path}`, (prompt) =>
      withTool(prompt, at, (changed) => without(changed, problem.path.split('.')) as JsonObject),
    )
    const fixes =
      problem.path === 'input_schema' ? [typed] : problem.extra || problem.path.split('.')[0] !== 'name' ? [remove] : []
    return refused(field, title, `The tool's ${problem.path} ${problem.says}.`, fixes)
  })
  if (!isObject(tool.input_schema) || schema.type === 'object') return problems
  return [
    ...problems,
    refused(field, title, `The tool's input_schema must have type object; it has ${shown(schema.type)}.`, [typed]),
  ]
}

/** Content blocks of another shape than the API's. */
export const blockShapeRule: Rule = {
  id: 'block-shape',
  covers: [],
  checks: 'Every content block has the fields that the API knows for its kind.',
  severities: ['error', 'warning'],
  source,
  checkedAt,
  find: (prompt, context, { special, system }) => {
    const { memory } = context
    const inSystem = system.flatMap((block, at) =>
      typeof prompt.system === 'string'
        ? []
        : memory
            .recall('system-shape', block, () => problemsInSystemBlock(block))
            .map((problem) => {
              const fix = problem.extra
                ? [safely(`Remove ${problem.path}`, (changed: Prompt) => withoutInSystem(changed, at, problem.path))]
                : []
              return refused(
                'system',
                'The system prompt will be refused',
                `Block ${count(at + 1)} of the system prompt: ${problem.path} ${problem.says}.`,
                fix,
              )
            }),
    )
    const inMessages = special.flatMap(({ message, index, facts }) =>
      typeof message.content === 'string'
        ? []
        : facts.blocks.flatMap((block, at) =>
            memory
              .recall('shape', block, () => problemsInBlock(block))
              .map((problem) =>
                blockProblem(context, problem, {
                  id: message.id,
                  field: messageField(index, at),
                  at,
                  block,
                  all: facts.blocks,
                }),
              ),
          ),
    )
    return [...inSystem, ...inMessages]
  },
}

function withoutInSystem(prompt: Prompt, at: number, path: string): Prompt {
  if (typeof prompt.system === 'string') return prompt
  const system = prompt.system.map((block, place) =>
    place === at ? (without(block, path.split('.')) as ContentBlock) : block,
  )
  return { ...prompt, system }
}

type Where = { id: string; field: string; at: number; block: ContentBlock; all: readonly ContentBlock[] }

function blockProblem(context: RuleContext, problem: Problem, { id, field, at, block, all }: Where): Found {
  const { path, says, extra, unknownType } = problem
  if (path === 'type' && unknownType !== undefined) {
    const reason = `${unknownType} was no kind of block that can be sent on ${checkedAt}.`
    const fixes = removal(id, at, block, all)
    return { severity: unknownSeverity(context), field, title: 'The block may be refused', reason, fixes }
  }
  const reason = `The ${path} of this ${block.type} block ${says}.`
  const drop = safely(`Remove ${path}`, (prompt) =>
    withBlock(prompt, id, at, (changed) => without(changed, path.split('.')) as ContentBlock),
  )
  return refused(
    field,
    'The block will be refused',
    reason,
    extra || path.startsWith('cache_control') ? [extra ? drop : dropMark(id, at)] : removal(id, at, block, all),
  )
}

const dropMark = (id: string, at: number): Fix =>
  safely('Remove cache_control', (prompt) =>
    withBlock(prompt, id, at, (block) => without(block, ['cache_control']) as ContentBlock),
  )

export const shapeRules: readonly Rule[] = [
  unknownFieldRule,
  ownFieldRule,
  fieldShapeRule,
  toolShapeRule,
  blockShapeRule,
]
