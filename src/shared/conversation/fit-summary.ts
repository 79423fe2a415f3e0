// Older turns of a conversation in fewer words: what is asked of a model, and what becomes of its answer.

import { automaticVersion, type ContentBlock, type Prompt, type PromptMessage } from '../prompt/prompt.ts'
import { asWritten, fillPrompt } from '../prompt/variables.ts'
import { droppableTurns, withMuted } from './fit-budget.ts'

/** Where a summary stands: in front of the first turn that is left, or at the end of the system prompt. */
export type SummaryPlace = 'user-turn' | 'system'

/** The messages of the older turns, variables filled: all that may be left out, but for the last `kept` of these turns. */
export function olderMessages(prompt: Prompt, kept: number): PromptMessage[] {
  const turns = droppableTurns(fillPrompt(prompt).messages)
  return turns.slice(0, Math.max(0, turns.length - kept)).flat()
}

/** How many turns could be summarised. */
export function summarisableTurns(prompt: Prompt): number {
  return droppableTurns(prompt.messages).length
}

/** The request for a summary: an ordinary prompt with the older turns as a transcript. */
export function summaryPrompt(
  older: readonly PromptMessage[],
  options: { id: string; name: string; model: string; maxTokens: number },
): Prompt {
  const transcript = older.map(({ role, content }) => `<turn role="${role}">\n${inWords(content)}\n</turn>`).join('\n')
  return {
    id: options.id,
    name: options.name,
    model: options.model,
    apiVersion: automaticVersion,
    system:
      'You condense the beginning of a conversation, so that its continuation can be understood without it. Keep facts, names, numbers, decisions, open questions, and what the user asked for and prefers. Add nothing. Answer with the summary alone.',
    messages: [
      {
        id: `${options.id}-turns`,
        role: 'user',
        content: `<conversation>\n${transcript}\n</conversation>\n\nSummarise this conversation.`,
      },
    ],
    prefill: '',
    settings: { max_tokens: options.maxTokens },
    // What the turns hold is filled already: braces that are left are text.
    variables: { values: {}, off: true },
  }
}

/** A content as text. What is no text is named, so that the summary can say that it was there. */
function inWords(content: string | ContentBlock[]): string {
  if (typeof content === 'string') return content
  return content
    .flatMap((block): string[] => {
      const { type } = block
      if (type === 'text') return [typeof block.text === 'string' ? block.text : '']
      if (type === 'thinking' || type === 'redacted_thinking') return []
      if (type === 'image' || type === 'document') return [`[${type}]`]
      return [JSON.stringify(block)]
    })
    .join('\n')
}

/**
 * The prompt with the summary in place of the older turns, which are muted: kept, and not sent. The very prompt where no
 * turn of the user follows them.
 */
export function withSummary(prompt: Prompt, older: ReadonlySet<string>, summary: string, place: SummaryPlace): Prompt {
  const text = `<summary_of_earlier_turns>\n${asWritten(prompt, summary.trim())}\n</summary_of_earlier_turns>`
  const muted = withMuted(prompt, older)
  if (place === 'system') return { ...muted, system: behind(prompt.system, text) }
  const last = prompt.messages.findLastIndex(({ id }) => older.has(id))
  const next = muted.messages.findIndex(
    ({ role, muted: isMuted, content }, index) => index > last && role === 'user' && !isMuted && !answersTools(content),
  )
  const message = muted.messages[next]
  if (!message) return prompt
  const own: ContentBlock[] =
    typeof message.content === 'string' ? [{ type: 'text', text: message.content }] : message.content
  const content = [{ type: 'text', text }, ...own]
  return { ...muted, messages: muted.messages.with(next, { ...message, content }) }
}

function behind(system: string | ContentBlock[], text: string): string | ContentBlock[] {
  if (typeof system !== 'string') return [...system, { type: 'text', text }]
  return system === '' ? text : `${system}\n\n${text}`
}

function answersTools(content: string | ContentBlock[]): boolean {
  return typeof content !== 'string' && content.some(({ type }) => type === 'tool_result')
}
