// R27, and the limits of schemas that the output is guaranteed to match.

import type { Prompt } from '../prompt/prompt.ts'
import { isObject, type JsonObject } from '../text/json.ts'
import { safely, withOutputConfig, withTool } from './edits.ts'
import type { Fix, Found, Rule } from './finding.ts'
import { nestedBlocks, objectOr } from './reading.ts'
import { checkedAt, count, docs, hinted, refused } from './rule.ts'
import { mostOptional, mostStrictTools, mostUnions, schemaProblems, schemaTotals, tightened } from './strict-schema.ts'
import { ownTools } from './tools.ts'

const source = `${docs}build-with-claude/structured-outputs`
const title = 'The output format will be refused'

const formatOf = ({ settings: { output_config } }: Prompt) => output_config?.format

const withoutFormat = safely('Do not send the format', (prompt) => withOutputConfig(prompt, 'format', undefined))

const cites = (block: JsonObject) =>
  (block.type === 'document' || block.type === 'search_result') && objectOr(block.citations).enabled === true

/** R27 */
export const formatCitationsRule: Rule = {
  id: 'format-citations',
  covers: ['R27'],
  checks: 'No output format together with citations.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt, _context, { special }) => {
    if (!formatOf(prompt)) return []
    if (!special.some(({ facts }) => facts.placed.some(({ block }) => cites(block)))) return []
    const reason =
      'An output format cannot be combined with citations, and a document or search result has them enabled.'
    return [refused('format', title, reason, [safely('Turn citations off', withoutCitations), withoutFormat])]
  },
}

function withoutCitations(prompt: Prompt): Prompt {
  const quiet = <Block extends JsonObject>(block: Block): Block => {
    const changed = cites(block) ? { ...block, citations: { enabled: false } } : block
    const holdsMore = Array.isArray(changed.content) && changed.type === 'tool_result'
    return holdsMore ? { ...changed, content: (changed.content as JsonObject[]).map(quiet) } : changed
  }
  const messages = prompt.messages.map((message) =>
    typeof message.content === 'string' ||
    !message.content.some((block) => cites(block) || nestedBlocks(block).some(cites))
      ? message
      : { ...message, content: message.content.map(quiet) },
  )
  return { ...prompt, messages }
}

/** The schema of the output format keeps to what structured outputs take. */
export const formatSchemaRule: Rule = {
  id: 'format-schema',
  covers: [],
  checks: 'The schema of an output format keeps to what structured outputs take, on a model that has them.',
  severities: ['error', 'hint'],
  source,
  checkedAt,
  find: (prompt, { model }) => {
    const format = formatOf(prompt)
    if (!format) return []
    const taken = model?.capabilities.structuredOutputs
    if (model && taken === false)
      return [refused('format', title, `${model.displayName} has no structured outputs.`, [withoutFormat])]
    const unknown =
      model && taken !== true
        ? [
            hinted(
              'format',
              'The output format may be refused',
              `Nobody knows yet whether ${model.displayName} has structured outputs.`,
            ),
          ]
        : []
    const schema = objectOr(format).schema
    if (!isObject(schema)) return unknown // A matter of shape.
    const tighten = safely('Mend the schema', (changed) =>
      withOutputConfig(changed, 'format', { ...objectOr(formatOf(changed)), schema: tightened(schema) }),
    )
    return [
      ...unknown,
      ...schemaProblems(schema).map(({ says, isMendable }) =>
        refused('format', title, `In the schema, ${says}.`, isMendable ? [tighten, withoutFormat] : [withoutFormat]),
      ),
      ...totalsFound('format', [schema], [withoutFormat]),
    ]
  },
}

function totalsFound(field: string, schemas: readonly JsonObject[], fixes: Fix[]): Found[] {
  const { optional, unions } = schemaTotals(schemas)
  const tooMany = (what: string, number: number, most: number) =>
    number > most
      ? [
          refused(
            field,
            'The schema will be refused',
            `At most ${most} ${what} are taken; there are ${count(number)}.`,
            fixes,
          ),
        ]
      : []
  return [...tooMany('optional parameters', optional, mostOptional), ...tooMany('union parameters', unions, mostUnions)]
}

/** Strict tools: how many, and their schemas. */
export const strictToolsRule: Rule = {
  id: 'strict-tools',
  covers: [],
  checks: 'At most 20 strict tools, whose schemas keep to what structured outputs take.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt) => {
    const strict = ownTools(prompt).flatMap(({ tool, at }) =>
      tool.strict === true && isObject(tool.input_schema) ? [{ at, schema: tool.input_schema }] : [],
    )
    if (strict.length === 0) return []
    const loosen = (at: number) =>
      safely('Make it not strict', (changed) => withTool(changed, at, ({ strict: _gone, ...tool }) => tool))
    const found = strict.flatMap(({ at, schema }) =>
      schemaProblems(schema).map(({ says, isMendable }) => {
        const tighten = safely('Mend the schema', (changed) =>
          withTool(changed, at, (tool) => ({ ...tool, input_schema: tightened(schema) })),
        )
        const fixes = isMendable ? [tighten, loosen(at)] : [loosen(at)]
        return refused(`tools.${at}`, 'The tool will be refused', `In the schema of this strict tool, ${says}.`, fixes)
      }),
    )
    const loosenAll = safely('Make none strict', (changed) =>
      strict.reduce((mended, { at }) => withTool(mended, at, ({ strict: _gone, ...tool }) => tool), changed),
    )
    if (strict.length > mostStrictTools)
      found.push(
        refused(
          'tools',
          'Too many strict tools',
          `At most ${mostStrictTools} tools are strict; there are ${strict.length}.`,
          [loosenAll],
        ),
      )
    return [
      ...found,
      ...totalsFound(
        'tools',
        strict.map(({ schema }) => schema),
        [loosenAll],
      ),
    ]
  },
}

export const formatRules: readonly Rule[] = [formatCitationsRule, formatSchemaRule, strictToolsRule]
