// Scenarios that change what the model answers, or how fast.
import { type Answer, type AnswerContext, outputTokens, textBlock } from '../answer/answer.ts'
import { limitTokens } from '../answer/limits.ts'
import { prose } from '../answer/prose.ts'
import { noPace } from '../pace.ts'
import { charactersPerToken, cutToTokens, textTokens } from '../tokens.ts'
import type { Effect, EffectInput } from './effect.ts'

/** Everything at once. */
export const fast = (): Effect => ({ pace: () => noPace })

/** A wait in front of every delta. */
export const slow = ({ number }: EffectInput): Effect => ({
  pace: () => ({
    firstMs: number('first'),
    eventMs: ({ name }) => (name === 'content_block_delta' ? number('ms') : 0),
  }),
})

/** Text of exactly this many tokens: the usual answer, told again and again under numbered headings. */
function longText(tokens: number, context: AnswerContext): string {
  const wanted = Math.ceil(tokens * charactersPerToken(context.model))
  const once = prose(context)
  const sections: string[] = []
  for (let length = 0, part = 1; length < wanted; part += 1) {
    sections.push(`# Part ${part}\n\n${once}\n\n`)
    length += sections.at(-1)!.length
  }
  return cutToTokens(sections.join(''), tokens, context.model)
}

/** An answer of exactly so many tokens. */
export const long = ({ number }: EffectInput): Effect => ({
  chunk: number('chunk'),
  change(_answer, context): Answer {
    const block = { type: 'text' as const, text: longText(number('tokens'), context), tokens: number('tokens') }
    return { blocks: [block], stop_reason: 'end_turn', stop_sequence: null, stop_details: null }
  },
})

/** Stop reason `refusal` with its details, after some of the text or none (reference, response). */
export const refusal = ({ number, text }: EffectInput): Effect => ({
  change(answer, { model }): Answer {
    const category = text('category') === 'none' ? null : text('category')
    const said = answer.blocks.find((block) => block.type === 'text')
    const partial = said?.type === 'text' ? cutToTokens(said.text, number('tokens'), model) : ''
    const explanation = 'This request was declined. (Simulated: nothing in it was judged.)'
    return {
      blocks: partial === '' ? [] : [textBlock(partial, model)],
      stop_reason: 'refusal',
      stop_sequence: null,
      stop_details: { type: 'refusal', category, explanation },
    }
  },
})

/** An answer that ends where request and answer together fill the window (reference, limits). */
export const contextFull = ({ number }: EffectInput): Effect => ({
  change: (answer, { model }) =>
    limitTokens(answer, Math.max(1, number('tokens')), 'model_context_window_exceeded', model),
  inputTokens: (answer, { model }) => model.contextWindow - outputTokens(answer),
})

/** A turn that paused is finished once its content is sent back: the usual answer then follows. */
export const pauseTurn = (): Effect => ({
  change(answer, { request, model, seed }): Answer {
    if (request.messages.at(-1)?.role === 'assistant') return answer
    const json = JSON.stringify({ query: 'simulated search' })
    return {
      blocks: [
        textBlock('Simulated: I search the web for that. This may take a while…', model),
        {
          type: 'server_tool_use',
          id: `srvtoolu_sim${seed.slice(0, 20)}`,
          name: 'web_search',
          json,
          tokens: textTokens(json, model),
        },
      ],
      stop_reason: 'pause_turn',
      stop_sequence: null,
      stop_details: null,
    }
  },
})
