// R19 to R21, R23 and R24: stop sequences, metadata, output size, region and speed.

import type { ModelInfo } from '../models/models.ts'
import { isObject, type JsonValue } from '../text/json.ts'
import { doNotSend, safely, withSetting } from './edits.ts'
import type { Rule } from './finding.ts'
import { sendBeta } from './headers.ts'
import { objectOr } from './reading.ts'
import { checkedAt, count, docs, hinted, listed, refused, shown, warned } from './rule.ts'

/** R21 */
export const maxTokensRule: Rule = {
  id: 'max-tokens',
  covers: ['R21'],
  checks: 'max_tokens is a whole number up to what the model puts out; 0 only warms the cache.',
  severities: ['error', 'hint'],
  source: `${docs}models/overview`,
  checkedAt,
  find: ({ settings: { max_tokens } }, { model }) => {
    const limit = model?.maxOutputTokens ?? null
    const title = 'Max tokens will be refused'
    const setTo = (value: number) => [
      safely(`Set ${count(value)}`, (changed) => withSetting(changed, 'max_tokens', value)),
    ]
    if (!Number.isInteger(max_tokens) || max_tokens < 0) {
      const reason = `max_tokens must be a whole number from 0 on; you set ${max_tokens}.`
      return [refused('max_tokens', title, reason, setTo(4096))]
    }
    if (max_tokens === 0)
      return [
        hinted(
          'max_tokens',
          'No text will come back',
          'With max_tokens 0 the request only warms the cache.',
          setTo(1024),
        ),
      ]
    if (model === null || limit === null || max_tokens <= limit) return []
    const reason = `${model.displayName} puts out at most ${count(limit)} tokens; you set ${count(max_tokens)}.`
    return [refused('max_tokens', title, reason, setTo(limit))]
  },
}

/** R19 */
export const stopSequencesRule: Rule = {
  id: 'stop-sequences',
  covers: ['R19'],
  checks: 'Every stop sequence holds a character that is not white space.',
  severities: ['error'],
  source: `${docs}api/messages/create`,
  checkedAt,
  find: ({ settings: { stop_sequences } }) => {
    if (!Array.isArray(stop_sequences)) return []
    const blank = stop_sequences.filter((sequence) => typeof sequence === 'string' && sequence.trim() === '')
    if (blank.length === 0) return []
    const reason = `A stop sequence must hold more than white space; you set ${listed(blank.slice(0, 3).map(shown))}.`
    const remove = safely(blank.length === 1 ? 'Remove it' : 'Remove them', (prompt) => {
      const kept = (prompt.settings.stop_sequences ?? []).filter((sequence) => sequence.trim() !== '')
      return withSetting(prompt, 'stop_sequences', kept.length === 0 ? undefined : kept)
    })
    return [refused('stop_sequences', 'The stop sequences will be refused', reason, [remove])]
  },
}

const longestUserId = 256
const address = /[^\s@]+@[^\s@]+\.\w+/
const phone = /^\s*(?:\+\d[\d ().-]{6,18}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})\s*$/

/** R20. Other keys than user_id are a matter of shape. */
export const metadataRule: Rule = {
  id: 'metadata',
  covers: ['R20'],
  checks: 'metadata.user_id is an opaque id of at most 256 characters: no e-mail address, no phone number.',
  severities: ['error'],
  source: `${docs}api/messages/create`,
  checkedAt,
  find: ({ settings: { metadata } }) => {
    const userId = isObject(metadata) ? objectOr(metadata).user_id : undefined
    if (typeof userId !== 'string') return []
    const found = (reason: string) => {
      const clear = safely('Do not send user_id', (prompt) => {
        const { user_id: _unsent, ...others } = objectOr(prompt.settings.metadata)
        return withSetting(prompt, 'metadata', Object.keys(others).length === 0 ? undefined : others)
      })
      return [refused('metadata.user_id', 'The user id will be refused', reason, [clear])]
    }
    if (userId.length > longestUserId)
      return found(`user_id has at most ${longestUserId} characters; yours has ${count(userId.length)}.`)
    if (address.test(userId)) return found('user_id looks like an e-mail address, and personal data is refused.')
    return phone.test(userId) ? found('user_id looks like a phone number, and personal data is refused.') : []
  },
}

/** R23 */
export const geoRule: Rule = {
  id: 'inference-geo',
  covers: ['R23'],
  checks: 'Models up to Claude 4.5 do not take inference_geo.',
  severities: ['error', 'hint'],
  source: `${docs}build-with-claude/data-residency`,
  checkedAt,
  find: ({ settings: { inference_geo = null } }, { model }) => {
    const taken = model?.capabilities.inferenceGeo
    if (inference_geo === null || !model || taken === true) return []
    const fixes = [doNotSend('inference_geo')]
    if (taken !== false)
      return [
        hinted(
          'inference_geo',
          'The region may be refused',
          `Nobody knows yet whether ${model.displayName} takes inference_geo.`,
          fixes,
        ),
      ]
    const reason = `${model.displayName} takes no inference_geo; you set ${shown(inference_geo)}.`
    return [refused('inference_geo', 'The region will be refused', reason, fixes)]
  },
}

/** R24 */
export const speedRule: Rule = {
  id: 'speed',
  covers: ['R24'],
  checks: 'Fast mode exists on some models, costs more there, and on some needs a beta header.',
  severities: ['error', 'warning', 'hint'],
  source: `${docs}build-with-claude/fast-mode`,
  checkedAt,
  find: ({ settings: { speed }, betas = [] }, { model }) => {
    if (speed !== 'fast' || model === null) return []
    const { fast, fastIgnored } = model.capabilities
    const fixes = [doNotSend('speed')]
    const name = model.displayName
    if (fastIgnored)
      return [
        warned(
          'speed',
          'Fast has no effect',
          `${name} takes speed fast and answers at standard speed and price.`,
          fixes,
        ),
      ]
    if (fast === false) return [refused('speed', 'Fast will be refused', `${name} has no fast mode.`, fixes)]
    if (fast === null)
      return [hinted('speed', 'Fast may be refused', `Nobody knows yet whether ${name} has a fast mode.`, fixes)]
    if (needsFastBeta(speed, betas, model)) return [] // Another rule.
    return [
      warned(
        'speed',
        'Fast costs more',
        fastPrice(name, model.pricing.fast?.outputPerMTok ?? null, model.pricing.outputPerMTok),
        fixes,
      ),
    ]
  },
}

const needsFastBeta = (speed: JsonValue | undefined, betas: readonly string[], model: ModelInfo) => {
  const { fast, fastBeta, fastIgnored } = model.capabilities
  return speed === 'fast' && fast === true && !fastIgnored && fastBeta !== null && !betas.includes(fastBeta)
}

/** R24 */
export const fastBetaRule: Rule = {
  id: 'speed-beta',
  covers: ['R24'],
  checks: 'On some models fast mode needs a beta header.',
  severities: ['error'],
  source: `${docs}build-with-claude/fast-mode`,
  checkedAt,
  find: ({ settings: { speed }, betas = [] }, { model }) => {
    const beta = model?.capabilities.fastBeta ?? null
    if (model === null || beta === null || !needsFastBeta(speed, betas, model)) return []
    const reason = `${model.displayName} needs the header anthropic-beta: ${beta} for it.`
    return [refused('speed', 'Fast will be refused', reason, [sendBeta(beta), doNotSend('speed')])]
  },
}

function fastPrice(name: string, fast: number | null, standard: number | null): string {
  if (fast === null || standard === null) return `Fast mode of ${name} has a price of its own, which is not published.`
  return `Fast mode of ${name} costs $${fast} per million output tokens instead of $${standard}.`
}

export const settingRules: readonly Rule[] = [
  maxTokensRule,
  stopSequencesRule,
  metadataRule,
  geoRule,
  speedRule,
  fastBetaRule,
]
