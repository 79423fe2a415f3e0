// R19 to R24: stop sequences, metadata, sizes, region and speed.
import { refuse } from '../api-error.ts'
import { inputTokens } from '../tokens.ts'
import type { Rule } from './rule.ts'

/** R19 */
export const stopSequences: Rule = ({ request: { stop_sequences = [] } }) => {
  if (stop_sequences.every((sequence) => sequence.trim() !== '')) return
  refuse('stop_sequences: each stop sequence must contain non-whitespace')
}

const MAX_USER_ID = 256
const EMAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/
const PHONE = /^(\+\d[\d\s().-]{6,17}\d|\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4})$/

/** R20: user_id is opaque. Other keys are a matter of shape. */
export const metadata: Rule = ({ request }) => {
  const userId = request.metadata?.user_id ?? ''
  if (userId.length > MAX_USER_ID) refuse(`metadata.user_id: String should have at most ${MAX_USER_ID} characters`)
  if (EMAIL.test(userId)) refuse('metadata.user_id: user_id appears to contain an email address')
  if (PHONE.test(userId.trim())) refuse('metadata.user_id: user_id appears to contain a phone number')
}

/** R21 */
export const maxTokens: Rule = ({ request: { max_tokens }, model }) => {
  if (max_tokens <= model.maxOutputTokens) return
  refuse(
    `max_tokens: ${max_tokens} > ${model.maxOutputTokens}, which is the maximum allowed number of output tokens for ${model.id}`,
  )
}

/** R22 */
export const contextWindow: Rule = ({ request, model }) => {
  const tokens = inputTokens(request, model, 'billed')
  if (tokens > model.contextWindow) refuse(`prompt is too long: ${tokens} tokens > ${model.contextWindow} maximum`)
}

/** R23 */
export const inferenceGeo: Rule = ({ request, model }) => {
  if (request.inference_geo == null || model.capabilities.inferenceGeo !== false) return
  refuse('inference_geo: data residency is not supported for this model.')
}

/** R24. Where fast mode was taken away and is ignored, the answer comes at standard speed. */
export const fastMode: Rule = ({ request, model, betas }) => {
  const { fast, fastBeta, fastIgnored } = model.capabilities
  if (request.speed !== 'fast' || fastIgnored) return
  if (fast === false) refuse('speed: "fast" is not supported for this model.')
  if (fastBeta && !betas.includes(fastBeta))
    refuse(`speed: "fast" needs the header anthropic-beta: ${fastBeta} on this model.`)
}
