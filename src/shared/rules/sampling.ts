// R1 to R5: which sampling values a version and a model take.

import { thinkingIsOn } from '../models/models.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { samplingFields } from '../request/api-version.ts'
import { doNotSend, safely, withSetting } from './edits.ts'
import type { Fix, Found, Rule, RuleContext } from './finding.ts'
import { checkedAt, docs, isNewVersion, refused } from './rule.ts'

type SamplingField = (typeof samplingFields)[number]

const names: Record<SamplingField, string> = { temperature: 'Temperature', top_p: 'Top p', top_k: 'Top k' }

function refusedField(field: SamplingField, reason: string, fixes: Fix[] = [doNotSend(field)]): Found {
  return refused(field, `${names[field]} will be refused`, reason, fixes)
}

const setFields = (prompt: Prompt) => samplingFields.filter((field) => prompt.settings[field] !== undefined)

/** R1 */
export const samplingVersionRule: Rule = {
  id: 'sampling-version',
  covers: ['R1'],
  checks: 'API version 2026-10-21 has no temperature, top_p or top_k, whatever the model and the value.',
  severities: ['error'],
  source: `${docs}api/migration-2026-10-21`,
  checkedAt,
  find: (prompt, context, reading) => {
    if (!isNewVersion(context)) return []
    const older = { ...context, apiVersion: '2023-06-01' }
    const isTakenByOlder = valueRules.every(({ find }) => find(prompt, older, reading).length === 0)
    const useOlder = safely('Use 2023-06-01', (changed) => ({ ...changed, apiVersion: '2023-06-01' }))
    return setFields(prompt).map((field) => {
      const instead = isTakenByOlder ? '; 2023-06-01 still takes it' : ''
      return refusedField(field, `API version 2026-10-21 has no ${field}${instead}.`, [
        ...(isTakenByOlder ? [useOlder] : []),
        doNotSend(field),
      ])
    })
  },
}

/** R2 */
export const samplingDefaultOnlyRule: Rule = {
  id: 'sampling-default-only',
  covers: ['R2'],
  checks: 'Models from Claude 4.7 on take only the values that do nothing: temperature 1, or top_p 0.99, and not both.',
  severities: ['error'],
  source: `${docs}about-claude/model-deprecations#api-parameter-deprecations`,
  checkedAt,
  find: (prompt, context) => {
    const { model } = context
    if (isNewVersion(context) || model?.capabilities.sampling !== 'default-only') return []
    const { temperature, top_p, top_k } = prompt.settings
    const takesNo = (field: SamplingField, rest: string) =>
      refusedField(field, `${model.displayName} takes no ${field}${rest}`)
    const found: Found[] = []
    if (temperature !== undefined && temperature !== 1)
      found.push(takesNo('temperature', ` other than 1; you set ${temperature}.`))
    else if (temperature !== undefined && top_p !== undefined)
      found.push(takesNo('temperature', ' beside top_p; both are set.'))
    if (top_p !== undefined && top_p !== 0.99) found.push(takesNo('top_p', ` other than 0.99; you set ${top_p}.`))
    if (top_k !== undefined) found.push(takesNo('top_k', `; you set ${top_k}.`))
    return found
  },
}

/** R3 */
export const samplingBothRule: Rule = {
  id: 'sampling-both',
  covers: ['R3'],
  checks: 'The models that take free values take temperature or top_p, not both.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/models/haiku-4-5/migration-guide',
  checkedAt,
  find: (prompt, context) => {
    const { temperature, top_p } = prompt.settings
    const { model } = context
    if (isNewVersion(context) || temperature === undefined || top_p === undefined) return []
    if (model?.capabilities.sampling !== 'any' || model.capabilities.temperatureAndTopPTogether !== false) return []
    return [
      refusedField('top_p', `${model.displayName} takes temperature or top_p, not both; both are set.`, [
        doNotSend('top_p'),
        doNotSend('temperature', 'Do not send temperature'),
      ]),
    ]
  },
}

/** R4 */
export const samplingThinkingRule: Rule = {
  id: 'sampling-thinking',
  covers: ['R4'],
  checks: 'With thinking on, temperature is 1, top_p 0.95 to 1, and there is no top_k.',
  severities: ['error'],
  source: `${docs}build-with-claude/extended-thinking`,
  checkedAt,
  find: (prompt, context) => {
    const { model } = context
    if (isNewVersion(context) || model?.capabilities.sampling !== 'any') return []
    if (!thinkingIsOn(model, prompt.settings.thinking)) return []
    const { temperature, top_p, top_k } = prompt.settings
    const found: Found[] = []
    if (temperature !== undefined && temperature !== 1)
      found.push(refusedField('temperature', `With thinking on, temperature can only be 1; you set ${temperature}.`))
    if (top_p !== undefined && (top_p < 0.95 || top_p > 1))
      found.push(refusedField('top_p', `With thinking on, top_p must be between 0.95 and 1; you set ${top_p}.`))
    if (top_k !== undefined)
      found.push(refusedField('top_k', `With thinking on, top_k cannot be sent; you set ${top_k}.`))
    return found
  },
}

/** R5 */
export const samplingRangeRule: Rule = {
  id: 'sampling-range',
  covers: ['R5'],
  checks: 'temperature and top_p lie between 0 and 1, top_k is a whole number from 0 on.',
  severities: ['error'],
  source: `${docs}api/messages/create`,
  checkedAt,
  find: (prompt, context) => {
    if (isNewVersion(context) || context.model?.capabilities.sampling === 'default-only') return []
    const found = (['temperature', 'top_p'] as const).flatMap((field) => {
      const value = prompt.settings[field]
      if (value === undefined || (value >= 0 && value <= 1)) return []
      const nearest = value > 1 ? 1 : 0
      const setNearest = safely(`Set ${nearest}`, (changed) => withSetting(changed, field, nearest))
      const fixes = takesValue(prompt, context, field, nearest) ? [doNotSend(field), setNearest] : [doNotSend(field)]
      return [refusedField(field, `${field} must be between 0 and 1; you set ${value}.`, fixes)]
    })
    const { top_k } = prompt.settings
    if (top_k !== undefined && (!Number.isInteger(top_k) || top_k < 0))
      found.push(refusedField('top_k', `top_k must be a whole number from 0 on; you set ${top_k}.`))
    return found
  },
}

/** Thinking leaves only the upper end of the range. */
function takesValue(prompt: Prompt, { model }: RuleContext, field: SamplingField, value: number): boolean {
  return value === 1 || !thinkingIsOn(model, prompt.settings.thinking) || field === 'top_k'
}

/** What is judged by value once the version takes the fields at all. */
const valueRules = [samplingDefaultOnlyRule, samplingBothRule, samplingThinkingRule, samplingRangeRule]

export const samplingRules: readonly Rule[] = [samplingVersionRule, ...valueRules]
