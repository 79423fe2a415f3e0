// R2 to R5: which sampling values a model takes under 2023-06-01. (R1, the newer version, is a matter of shape.)

import { refuse } from '../api-error.ts'
import type { MessagesRequest } from '../request.ts'
import { thinkingMode } from '../thinking-mode.ts'
import type { Rule } from './rule.ts'

const DOCS = 'Please consult our documentation at https://platform.claude.com/docs/en/build-with-claude/thinking'

const deprecated = (field: string) => refuse(`\`${field}\` is deprecated for this model.`)

const bothAtOnce = () =>
  refuse('`temperature` and `top_p` cannot both be specified for this model. Please use only one.')

/** R5: values outside their range, whatever the model. */
export const samplingRange: Rule = ({ request: { temperature, top_p } }) => {
  if (temperature !== undefined && (temperature < 0 || temperature > 1)) refuse('temperature: range: 0..1')
  if (top_p !== undefined && (top_p < 0 || top_p > 1)) refuse('top_p: range: 0..1')
}

/** R2: on Claude 4.7 and later only the values that change nothing. */
export const samplingDefaultsOnly: Rule = ({ request, model }) => {
  if (model.capabilities.sampling !== 'default-only') return
  const { temperature, top_p, top_k } = request
  if (temperature !== undefined && temperature !== 1) deprecated('temperature')
  if (top_p !== undefined && top_p !== 0.99) deprecated('top_p')
  if (top_k !== undefined) deprecated('top_k')
  if (temperature !== undefined && top_p !== undefined) bothAtOnce()
}

/** R3: temperature or top_p, not both. */
export const samplingTogether: Rule = ({ request: { temperature, top_p }, model }) => {
  if (model.capabilities.temperatureAndTopPTogether !== false) return
  if (temperature !== undefined && top_p !== undefined) bothAtOnce()
}

/** R4: thinking leaves little to choose. */
export const samplingWithThinking: Rule = ({ request, model }) => {
  const isThinking = ['enabled', 'adaptive'].includes(thinkingMode(request, model))
  if (model.capabilities.sampling === 'any' && isThinking) checkWithThinking(request)
}

function checkWithThinking({ temperature, top_p, top_k }: MessagesRequest) {
  if (temperature !== undefined && temperature !== 1) {
    refuse(`\`temperature\` may only be set to 1 when thinking is enabled or in adaptive mode. ${DOCS}`)
  }
  if (top_k !== undefined) refuse(`\`top_k\` must be unset when thinking is enabled or in adaptive mode. ${DOCS}`)
  if (top_p !== undefined && top_p < 0.95) {
    refuse(
      `\`top_p\` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode. ${DOCS}`,
    )
  }
}
