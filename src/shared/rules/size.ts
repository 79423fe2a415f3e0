// R22 and R25: what is too long or too large, and where a prompt becomes dearer.
import { attachmentsOf, dataBytesOf, putBytes } from '../files/attachment.ts'
import type { Prompt, PromptMessage } from '../prompt/prompt.ts'
import { sentSettings } from '../prompt/tools.ts'
import type { Rule, RuleContext } from './finding.ts'
import { charactersIn, type Reading } from './reading.ts'
import { checkedAt, count, docs, refused, warned } from './rule.ts'
import { utf8Bytes } from './utf8.ts'

/** R22 */
export const contextRule: Rule = {
  id: 'context-window',
  covers: ['R22'],
  checks: 'The input fits into the model’s context window; with max_tokens on top of it the answer may be cut.',
  severities: ['error', 'warning'],
  source: `${docs}build-with-claude/context-windows`,
  checkedAt,
  find: ({ settings: { max_tokens } }, { model, inputTokens, inputTokensAreEstimated }) => {
    const window = model?.contextWindow ?? null
    if (model === null || window === null || inputTokens === null) return []
    const about = `${inputTokensAreEstimated ? 'About ' : ''}${count(inputTokens)} input tokens`
    const holds = `${model.displayName} holds ${count(window)}`
    if (inputTokens > window) {
      const find = inputTokensAreEstimated ? warned : refused
      return [find('input_tokens', 'The prompt is too long', `${about}; ${holds}.`)]
    }
    if (inputTokens + max_tokens <= window) return []
    const reason = `${about} and max_tokens ${count(max_tokens)} are together more than ${holds.replace('holds', 'holds:')}; the answer may end with model_context_window_exceeded.`
    return [warned('input_tokens', 'The answer may be cut', reason)]
  },
}

/** Haiku 5.5 costs five times as much per token above 100,000 prompt tokens. */
export const priceStepRule: Rule = {
  id: 'price-step',
  covers: [],
  checks: 'Some models cost more per token once the prompt is above a size.',
  severities: ['warning'],
  source: `${docs}about-claude/pricing`,
  checkedAt,
  find: (_prompt, { model, inputTokens, inputTokensAreEstimated }) => {
    const step = model?.pricing.longContext ?? null
    if (!model || step === null || inputTokens === null || inputTokens <= step.abovePromptTokens) return []
    const { inputPerMTok } = model.pricing
    const prices =
      inputPerMTok === null || step.inputPerMTok === null
        ? 'more'
        : `$${step.inputPerMTok} instead of $${inputPerMTok} per million input tokens`
    const about = `${inputTokensAreEstimated ? 'About ' : ''}${count(inputTokens)} input tokens`
    const reason = `${about}: above ${count(step.abovePromptTokens)} ${model.displayName} costs ${prices}, for the whole prompt and the answer.`
    return [warned('input_tokens', 'The prompt costs more per token', reason)]
  },
}

/** Largest body of a request in bytes (errors page: request size limits, 32 MB). */
const mostBytes = 32 * 1024 * 1024

/** The most bytes that one character can take in JSON: an escape such as . */
const mostBytesPerCharacter = 6

/** R25 */
export const bodySizeRule: Rule = {
  id: 'body-size',
  covers: ['R25'],
  checks: 'The whole request is at most 32 MB.',
  severities: ['error'],
  source: `${docs}api/errors#request-size-limits`,
  checkedAt,
  find: (prompt, context, reading) => {
    if (charactersOf(prompt, context, reading) * mostBytesPerCharacter < mostBytes) return []
    const bytes = bytesOf(prompt, context, reading)
    if (bytes <= mostBytes) return []
    const reason = `The request has ${megabytes(bytes)} MB; at most ${megabytes(mostBytes)} MB are taken.`
    return [refused('request', 'The request is too large', reason)]
  },
}

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(1)

/** Of the whole request; each message was counted when it was read. */
function charactersOf(prompt: Prompt, { memory }: RuleContext, { sent, characters }: Reading): number {
  const { system, settings, prefill } = prompt
  const inSystem =
    typeof system === 'string' ? system.length : memory.recall('characters', system, () => charactersIn(system))
  const around = inSystem + prefill.length + memory.recall('characters', settings, () => charactersIn(settings))
  return around + characters + sent.length * charactersAround
}

/** Of a message's role and signs. */
const charactersAround = 40

/** Exact, from the JSON of each part; a message's is made once. */
function bytesOf(prompt: Prompt, { memory }: RuleContext, { sent }: Reading): number {
  const ofPart = (part: object) => memory.recall('bytes', part, () => utf8Bytes(JSON.stringify(part)))
  const messages = sent.reduce(
    (sum, { message }) => sum + 1 + memory.recall('bytes', message, () => bytesOfMessage(message)),
    0,
  )
  const { model, system, prefill } = prompt
  const settings = sentSettings(prompt.settings, prompt.toolNotes)
  const rest = utf8Bytes(
    JSON.stringify({ model, messages: [], stream: true, ...(system.length > 0 ? { system } : {}) }),
  )
  const last = prefill === '' ? 0 : utf8Bytes(JSON.stringify({ role: 'assistant', content: prefill })) + 1
  return rest + messages + last + ofPart(settings) - 2
}

/** Stored files are counted as they are sent. */
function bytesOfMessage({ role, content }: PromptMessage): number {
  const messages = [{ role, content }]
  const files = attachmentsOf({ messages })
  if (files.length === 0) return utf8Bytes(JSON.stringify(messages[0]))
  const without = putBytes({ model: '', max_tokens: 0, messages }, new Map(files.map(({ hash }) => [hash, ''])))
  const around = utf8Bytes(JSON.stringify(without.messages[0]))
  return files.reduce((sum, file) => sum + dataBytesOf(file), around)
}

export const sizeRules: readonly Rule[] = [contextRule, priceStepRule, bodySizeRule]
