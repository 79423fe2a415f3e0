// Ends an answer where the request says it must end.
import type { Model } from '../catalogue.ts'
import { cutToTokens, textTokens } from '../tokens.ts'
import type { Answer, AnswerBlock, AnswerContext } from './answer.ts'

/** The answer up to the first of: a stop sequence in its text, max_tokens, the end of the context window. */
export function limitAnswer(answer: Answer, { request, model, inputTokens }: AnswerContext): Answer {
  const room = Math.max(0, model.contextWindow - inputTokens)
  const stopped = stopAtSequence(answer, request.stop_sequences ?? [], model)
  const byWindow = room < request.max_tokens
  const reason = byWindow ? 'model_context_window_exceeded' : 'max_tokens'
  return limitTokens(stopped, byWindow ? room : request.max_tokens, reason, model)
}

function stopAtSequence(answer: Answer, sequences: readonly string[], model: Model): Answer {
  for (const [index, block] of answer.blocks.entries()) {
    if (block.type !== 'text') continue
    const hit = firstHit(block.text, sequences)
    if (hit === null) continue
    const text = block.text.slice(0, hit.at)
    const kept = text === '' ? [] : [{ ...block, text, tokens: textTokens(text, model) }]
    const blocks = [...answer.blocks.slice(0, index), ...kept]
    return { ...answer, blocks, stop_reason: 'stop_sequence', stop_sequence: hit.sequence }
  }
  return answer
}

/** The sequence that is complete first; of two that begin together the shorter one. */
function firstHit(text: string, sequences: readonly string[]): { at: number; sequence: string } | null {
  const hits = sequences
    .map((sequence) => ({ at: text.indexOf(sequence), sequence, end: text.indexOf(sequence) + sequence.length }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.end - other.end)
  return hits[0] ?? null
}

/** The answer up to so many tokens; `reason` says why it ended where it is longer. */
export function limitTokens(answer: Answer, limit: number, reason: string, model: Model): Answer {
  const blocks: AnswerBlock[] = []
  let left = limit
  for (const block of answer.blocks) {
    if (block.tokens <= left) {
      blocks.push(block)
      left -= block.tokens
      continue
    }
    if (left > 0) blocks.push(cutBlock(block, left, model))
    return { ...answer, blocks, stop_reason: reason, stop_sequence: null }
  }
  return answer
}

function cutBlock(block: AnswerBlock, tokens: number, model: Model): AnswerBlock {
  if (block.type === 'text') return { ...block, text: cutToTokens(block.text, tokens, model), tokens }
  if (block.type === 'tool_use') return { ...block, json: cutToTokens(block.json, tokens, model), tokens }
  return { ...block, tokens }
}
