// What a reader could try next, chosen by what the request does not use yet.
import type { AnswerContext } from './answer.ts'

/** A short list of suggestions under a sentence. */
export function adviceFor({ request, model, random }: AnswerContext): string {
  const { capabilities } = model
  const ideas = [
    !request.system && 'Add a **system prompt**: who should answer, for whom, in which tone.',
    request.messages.length === 1 && 'Put an **example** in front: a question and the answer you wish you had got.',
    capabilities.prefill && 'Begin the answer yourself with a **prefill** such as `{`, and watch it being continued.',
    capabilities.sampling === 'any' &&
      request.temperature === undefined &&
      'Move **temperature** and compare two answers side by side.',
    capabilities.effort.length > 0 &&
      !request.output_config?.effort &&
      'Set an **effort** and see what it does to the token counts.',
    !request.stop_sequences?.length && 'Set a **stop sequence** to end an answer early.',
    request.max_tokens > 300 && `Lower \`max_tokens\` to 50 to see an answer that is cut.`,
  ].filter((idea) => typeof idea === 'string')
  const first = random.between(0, Math.max(0, ideas.length - 3))
  const shown = ideas.slice(first, first + 3)
  if (shown.length === 0) return ''
  const opening = random.pick(['Things to try next:', 'A few ideas for the next run:', 'From here you could:'])
  return [opening, '', ...shown.map((idea, index) => `${index + 1}. ${idea}`)].join('\n')
}
