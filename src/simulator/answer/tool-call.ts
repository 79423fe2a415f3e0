// Which of the request's tools the answer calls, and with what.
import { isAnthropicTool, lastUserText, type Tool } from '../request.ts'
import { instanceOf } from '../schema-instance.ts'
import { textTokens } from '../tokens.ts'
import { type AnswerBlock, type AnswerContext, textBlock } from './answer.ts'

/** The blocks of the calls of tools, or `null` when the request brings, allows or suggests none. */
export function toolCallFor(context: AnswerContext): AnswerBlock[] | null {
  const { request, model } = context
  const choice = request.tool_choice ?? { type: 'auto' }
  const tools = (request.tools ?? []).filter((tool) => !isAnthropicTool(tool))
  const wanted = lastUserText(request)
  const mentioned = mostMentioned(tools, wanted)
  const called = choice.disable_parallel_tool_use ? mentioned.slice(0, 1) : mentioned
  if (choice.type === 'none' || tools.length === 0) return null
  if (choice.type === 'tool') {
    const named = tools.find(({ name }) => name === choice.name)
    return named ? [toolUse(named, 0, context)] : null
  }
  const calls = (called.length > 0 ? called : tools.slice(0, 1)).map((tool, at) => toolUse(tool, at, context))
  if (choice.type === 'any') return calls
  if (called.length === 0) return null
  const names = called.map(({ name }) => `\`${name}\``).join(' and ')
  const saying = `Simulated: your request sounds like a job for ${names}, so I call ${called.length === 1 ? 'it' : 'them'}.`
  return [textBlock(saying, model), ...calls]
}

/** @param at Its place among the calls of the answer. */
function toolUse(tool: Tool, at: number, { request, model, random, seed }: AnswerContext): AnswerBlock {
  const input = instanceOf(tool.input_schema ?? {}, random, lastUserText(request))
  const json = JSON.stringify(input)
  return {
    type: 'tool_use',
    id: `toolu_sim${seed.slice(0, 20)}${at === 0 ? '' : at}`,
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

/**
 * The tools whose name or description shares words with the text, most first: one word of the name or two of the description. More
 * than one only where each is meant by words of its own.
 */
function mostMentioned(tools: readonly Tool[], text: string): Tool[] {
  const said = new Set(wordsOf(text))
  const count = (words: string[]) => new Set(words.filter((word) => said.has(word))).size
  const scored = tools
    .map((tool) => ({ tool, score: 2 * count(wordsOf(tool.name)) + count(wordsOf(tool.description ?? '')) }))
    .filter(({ score }) => score >= 2)
    .toSorted((one, other) => other.score - one.score)
  const taken = new Set<string>()
  return scored.flatMap(({ tool }) => {
    const own = wordsOf(tool.name).filter((word) => said.has(word) && !taken.has(word))
    if (taken.size > 0 && own.length === 0) return []
    for (const word of [...wordsOf(tool.name), ...wordsOf(tool.description ?? '')]) taken.add(word)
    return [tool]
  })
}
