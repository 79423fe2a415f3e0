// Whether the answer calls one of the request's tools, and with what.
import { isAnthropicTool, lastUserText, type Tool } from '../request.ts'
import { instanceOf } from '../schema-instance.ts'
import { textTokens } from '../tokens.ts'
import { type AnswerBlock, type AnswerContext, textBlock } from './answer.ts'

/** The blocks of a tool call, or `null` when the request brings, allows or suggests none. */
export function toolCallFor(context: AnswerContext): AnswerBlock[] | null {
  const { request, model } = context
  const choice = request.tool_choice ?? { type: 'auto' }
  const tools = (request.tools ?? []).filter((tool) => !isAnthropicTool(tool))
  const wanted = lastUserText(request)
  const best = mostMentioned(tools, wanted)
  if (choice.type === 'none' || tools.length === 0) return null
  if (choice.type === 'tool') {
    const named = tools.find(({ name }) => name === choice.name)
    return named ? [toolUse(named, context)] : null
  }
  if (choice.type === 'any') return [toolUse(best ?? tools[0]!, context)]
  if (best === null) return null
  const saying = `Simulated: your request sounds like a job for \`${best.name}\`, so I call it.`
  return [textBlock(saying, model), toolUse(best, context)]
}

function toolUse(tool: Tool, { request, model, random, seed }: AnswerContext): AnswerBlock {
  const input = instanceOf(tool.input_schema ?? {}, random, lastUserText(request))
  const json = JSON.stringify(input)
  return {
    type: 'tool_use',
    id: `toolu_sim${seed.slice(0, 20)}`,
    name: tool.name,
    json,
    tokens: textTokens(json, model),
  }
}

/** Words too common to say what a tool is for. */
const COMMON = new Set(
  'with from that this have will what when where which your them they then than into about does tool given return returns call uses used using'.split(
    ' ',
  ),
)

const wordsOf = (text: string) =>
  (
    text
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[\p{L}\d]{4,}/gu) ?? []
  )
    .filter((word) => !COMMON.has(word))
    .map((word) => word.replace(/s$/, ''))

/** The tool whose name or description shares most words with the text: one word of the name or two of the description. */
function mostMentioned(tools: readonly Tool[], text: string): Tool | null {
  const said = new Set(wordsOf(text))
  const count = (words: string[]) => new Set(words.filter((word) => said.has(word))).size
  const scored = tools
    .map((tool) => ({ tool, score: 2 * count(wordsOf(tool.name)) + count(wordsOf(tool.description ?? '')) }))
    .filter(({ score }) => score >= 2)
    .toSorted((one, other) => other.score - one.score)
  return scored[0]?.tool ?? null
}
