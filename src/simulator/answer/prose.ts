// The text of an answer: it looks like a helpful one, comments on the request itself, and says that it is simulated.

import {
  type Block,
  blocksOf,
  isDocument,
  isImage,
  isToolResult,
  lastUserText,
  type MessagesRequest,
  textOf,
} from '../request.ts'
import { promptPieces } from '../tokens.ts'
import { adviceFor } from './advice.ts'
import type { AnswerContext } from './answer.ts'

/** A whole answer in Markdown: paragraphs, headings, a list, a table and a small code block. */
export function prose(context: AnswerContext): string {
  const { random } = context
  const opening = random.pick([
    'This answer is **simulated**: no model has read your request, and nothing was billed.',
    'Here is a **simulated** answer. It was written on your own machine, from the request alone.',
    'You are talking to the **simulator**: what follows was made from your request by rules, not by a model.',
  ])
  const parts = [
    `${opening} ${toolResultRemark(context.request)}${lastMessageRemark(context)}`,
    `## ${random.pick(['What arrived', 'Your request, read back', 'What was sent'])}`,
    arrivedParagraph(context),
    settingsList(context.request),
    tokenTable(context),
    `## ${random.pick(['What a real model would see', 'What changes with a real model', 'Beyond the simulation'])}`,
    beyondParagraph(context),
    codeBlock(context.request),
    adviceFor(context),
    closing(context),
  ]
  return parts.filter(Boolean).join('\n\n')
}

/** The text that carries on from a prefill without repeating it. */
export function continuation(prefill: string, context: AnswerContext): string {
  const { random, request } = context
  const needsSpace = !/[\s([{"'“‘]$/.test(prefill)
  const isSentenceEnd = /[.!?:]$/.test(prefill)
  const words = random.pick([
    'from here on the words are the simulator’s',
    'this is where your prefill ends and the simulated answer begins',
    'the response goes on exactly where you stopped',
  ])
  const first = isSentenceEnd ? words.charAt(0).toUpperCase() + words.slice(1) : `… ${words}`
  const joined = `${needsSpace ? ' ' : ''}${first}, and nothing of what you wrote is repeated.`
  return [joined, arrivedParagraph(context), settingsList(request), closing(context)].filter(Boolean).join('\n\n')
}

const quote = (text: string, characters: number) => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return `“${line.length > characters ? `${line.slice(0, characters).trimEnd()}…` : line}”`
}

const wordsIn = (text: string) => text.trim().split(/\s+/).length

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

function lastMessageRemark({ request, random }: AnswerContext): string {
  const text = lastUserText(request)
  if (text.trim() === '') return 'The last user message holds no text.'
  const kind = text.trim().endsWith('?') ? 'You ask' : 'You write'
  const length = `${plural(wordsIn(text), 'word')}, ≈ ${plural(text.length, 'character')}`
  return `${kind} ${quote(text, 90)} (${length}). ${random.pick([
    'That is all a model has to go by, besides what follows.',
    'Let me show what stands around it.',
    'Here is how the request looks from the other side.',
  ])}`
}

function toolResultRemark({ messages }: MessagesRequest): string {
  const result = blocksOf(messages.at(-1)?.content).find(isToolResult)
  return result ? `The tool answered ${quote(textOf(result.content) || 'nothing', 120)}. ` : ''
}

function arrivedParagraph({ request, model }: AnswerContext): string {
  const { messages, system } = request
  const roles = messages.length > 8 ? `${messages.length - 8} earlier, then ` : ''
  const shown = messages.slice(-8).map(({ role }) => role)
  const prompt = textOf(system)
  const systemWords = prompt
    ? `The system prompt begins ${quote(prompt, 60)} (${plural(wordsIn(prompt), 'word')}).`
    : 'There is no system prompt.'
  return `**${model.displayName}** was asked with ${plural(messages.length, 'message')} (${roles}${shown.join(', ')}). ${systemWords}`
}

function settingsList(request: MessagesRequest): string {
  const { thinking, tools, output_config: output } = request
  const blocks = request.messages.flatMap(({ content }) => blocksOf(content))
  const countOf = (isKind: (block: Block) => boolean) => blocks.filter(isKind).length
  const lines = [
    `\`max_tokens\` is ${request.max_tokens}: the answer ends there, finished or not.`,
    request.temperature !== undefined &&
      `\`temperature\` is ${request.temperature}; here it changes which words are picked, not how boldly.`,
    request.top_p !== undefined && `\`top_p\` is ${request.top_p}.`,
    request.top_k !== undefined && `\`top_k\` is ${request.top_k}.`,
    request.stop_sequences?.length &&
      `${plural(request.stop_sequences.length, 'stop sequence')} set: you will see one at work below.`,
    thinking && `\`thinking\` is \`${thinking.type}\`.`,
    output?.effort && `\`effort\` is \`${output.effort}\`.`,
    tools?.length && `${plural(tools.length, 'tool')} offered: ${tools.map(({ name }) => `\`${name}\``).join(', ')}.`,
    request.metadata?.user_id && '`metadata.user_id` is set.',
    countOf(isImage) > 0 && `${plural(countOf(isImage), 'image')} came along, counted by size and not looked at.`,
    countOf(isDocument) > 0 && `${plural(countOf(isDocument), 'document')} came along, counted and not read.`,
  ]
  return lines
    .filter(Boolean)
    .map((line) => `- ${String(line)}`)
    .join('\n')
}

function tokenTable({ request, model, inputTokens }: AnswerContext): string {
  const pieces = promptPieces(request, model, 'billed')
  const sum = (part: string) =>
    pieces.filter((piece) => piece.part === part).reduce((total, { tokens }) => total + tokens, 0)
  const rows = (['tools', 'system', 'messages'] as const)
    .filter((part) => sum(part) > 0)
    .map((part) => `| ${part} | ${sum(part)} |`)
  return ['| Part | Tokens |', '|---|---:|', ...rows, `| **together** | **${inputTokens}** |`].join('\n')
}

function beyondParagraph({ request, random, model }: AnswerContext): string {
  const single = request.messages.length === 1
  return [
    single
      ? 'A real model would see one turn and answer it.'
      : 'A real model would read every turn in order, its own earlier answers included, and answer the last one.',
    random.pick([
      'It would weigh your wording, the tone of the system prompt and every example you gave.',
      'It would take the system prompt as its brief and your last message as its task.',
    ]),
    `It would bill what the table counts, and it could use up to ${model.contextWindow.toLocaleString('en-US')} tokens of context.`,
  ].join(' ')
}

function codeBlock(request: MessagesRequest): string {
  const outline = {
    model: request.model,
    max_tokens: request.max_tokens,
    messages: `${request.messages.length} of them`,
  }
  return `\`\`\`json\n${JSON.stringify(outline, null, 2)}\n\`\`\``
}

/** A set stop sequence is always reached, so that it can be seen at work. */
function closing({ request, random }: AnswerContext): string {
  const sequence = request.stop_sequences?.[0]
  if (sequence) return `Your stop sequence comes next, so this is the last you read: ${sequence}`
  return random.pick([
    'Change one thing, run it again, and compare ✓',
    'That is all the simulator has to say — the rest is up to a real model.',
    'The same request always gets these same words, so a difference you see comes from your edit.',
  ])
}
