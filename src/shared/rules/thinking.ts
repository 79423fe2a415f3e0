// R10 to R13: which thinking and which effort a model takes.

import type { ModelInfo } from '../models/models.ts'
import { isObject, type JsonValue } from '../text/json.ts'
import { doNotSend, safely, withOutputConfig, withSetting } from './edits.ts'
import type { Fix, Found, Rule } from './finding.ts'
import { checkedAt, count, docs, hinted, listed, refused, shown } from './rule.ts'

const capabilityOf = {
  adaptive: 'adaptive',
  enabled: 'enabled',
  disabled: 'disabled',
  between_tools: 'betweenTools',
} as const
type ThinkingType = keyof typeof capabilityOf

const isThinkingType = (type: JsonValue | undefined): type is ThinkingType =>
  typeof type === 'string' && Object.hasOwn(capabilityOf, type)

const takes = (model: ModelInfo, type: ThinkingType) => model.capabilities.thinking[capabilityOf[type]]

const inItsPlace = (type: ThinkingType): Fix =>
  safely(`Use ${type}`, (prompt) => {
    const display = prompt.settings.thinking?.display
    const keepsDisplay = type === 'adaptive' && display !== undefined
    return withSetting(prompt, 'thinking', { type, ...(keepsDisplay ? { display } : {}) })
  })

/** R10 */
export const thinkingTypeRule: Rule = {
  id: 'thinking-type',
  covers: ['R10'],
  checks: 'Each model takes some of the thinking types adaptive, enabled, disabled and between_tools.',
  severities: ['error', 'hint'],
  source: `${docs}build-with-claude/thinking`,
  checkedAt,
  find: ({ settings: { thinking } }, { model }) => {
    const type = thinking?.type
    if (model === null || !isThinkingType(type) || takes(model, type) === true) return []
    const name = model.displayName
    if (takes(model, type) === null)
      return [hinted('thinking', 'Thinking may be refused', `Nobody knows yet whether ${name} takes thinking ${type}.`)]
    const taken = (Object.keys(capabilityOf) as ThinkingType[]).filter((each) => takes(model, each) === true)
    const reason = `${name} takes thinking ${listed(taken)}; you set ${type}.`
    const instead = insteadOf(type).filter((each) => taken.includes(each))
    return [
      refused('thinking', 'Thinking will be refused', reason, [
        ...instead.slice(0, 1).map(inItsPlace),
        doNotSend('thinking'),
      ]),
    ]
  },
}

/** What comes nearest to a type that is refused. */
function insteadOf(type: ThinkingType): ThinkingType[] {
  if (type === 'enabled') return ['adaptive']
  if (type === 'disabled') return ['between_tools']
  return type === 'between_tools' ? ['disabled'] : []
}

/** Where a model takes both, `enabled` is the deprecated one (models page, Claude 4.6). */
export const thinkingDeprecatedRule: Rule = {
  id: 'thinking-deprecated',
  covers: [],
  checks: 'thinking enabled is deprecated on models that also take adaptive.',
  severities: ['hint'],
  source: `${docs}build-with-claude/extended-thinking`,
  checkedAt,
  find: ({ settings: { thinking, tools } }, { model }) => {
    if (thinking?.type !== 'enabled' || model?.capabilities.thinking.adaptive !== true) return []
    if (model.capabilities.thinking.enabled !== true) return []
    const reason = `${model.displayName} still takes thinking enabled, which is deprecated there; adaptive with an effort takes its place.`
    return [
      hinted('thinking', 'Thinking enabled is deprecated', reason, tools === undefined ? [inItsPlace('adaptive')] : []),
    ]
  },
}

const leastBudget = 1024

/** R11 */
export const thinkingBudgetRule: Rule = {
  id: 'thinking-budget',
  covers: ['R11'],
  checks: 'budget_tokens is a whole number from 1,024 on and below max_tokens.',
  severities: ['error'],
  source: `${docs}build-with-claude/extended-thinking`,
  checkedAt,
  find: ({ settings: { thinking, max_tokens } }, { model }) => {
    const budget = thinking?.budget_tokens
    if (thinking?.type !== 'enabled' || typeof budget !== 'number') return []
    const found = (reason: string, fixes: Fix[]): Found[] => [
      refused('thinking.budget_tokens', 'The thinking budget will be refused', reason, [
        ...fixes,
        doNotSend('thinking', 'Do not send thinking'),
      ]),
    ]
    const room = max_tokens > leastBudget ? max_tokens : leastBudget * 2
    const outputLimit = model?.maxOutputTokens ?? Number.POSITIVE_INFINITY
    const mended = Math.min(Math.max(leastBudget, Math.floor(budget)), room - 1)
    const label = room === max_tokens ? `Set ${count(mended)}` : `Set ${count(mended)} and max_tokens ${count(room)}`
    const fix = safely(label, (prompt) =>
      withSetting(
        withSetting(prompt, 'thinking', { ...prompt.settings.thinking, budget_tokens: mended }),
        'max_tokens',
        room,
      ),
    )
    const fixes = room <= outputLimit ? [fix] : []
    if (!Number.isInteger(budget) || budget < leastBudget)
      return found(`budget_tokens must be a whole number from ${count(leastBudget)} on; you set ${budget}.`, fixes)
    if (budget < max_tokens) return []
    return found(`budget_tokens must be below max_tokens, ${count(max_tokens)}; you set ${count(budget)}.`, fixes)
  },
}

const levels = ['low', 'medium', 'high', 'xhigh', 'max']

const withEffort = (level: string): Fix => safely(`Use ${level}`, (prompt) => withOutputConfig(prompt, 'effort', level))

const withoutEffort = safely('Do not send', (prompt) => withOutputConfig(prompt, 'effort', undefined))

/** R12 */
export const effortRule: Rule = {
  id: 'effort',
  covers: ['R12'],
  checks: 'The effort parameter exists on some models only, with levels of their own.',
  severities: ['error', 'hint'],
  source: `${docs}build-with-claude/effort`,
  checkedAt,
  find: (prompt, { model }) => {
    const effort = prompt.settings.output_config?.effort ?? null
    if (effort === null) return []
    const found = (reason: string, fixes: Fix[]) => [refused('effort', 'Effort will be refused', reason, fixes)]
    if (typeof effort !== 'string' || !levels.includes(effort))
      return found(`There is effort ${listed(levels)}; you set ${shown(effort)}.`, [withoutEffort])
    if (model === null) return []
    const taken = model.capabilities.effort
    if (taken === null)
      return [
        hinted('effort', 'Effort may be refused', `Nobody knows yet whether ${model.displayName} takes an effort.`),
      ]
    if (taken.includes(effort)) return []
    if (taken.length === 0) return found(`${model.displayName} has no effort parameter.`, [withoutEffort])
    const highest = levels.findLast((level) => taken.includes(level) && levels.indexOf(level) < levels.indexOf(effort))
    const reason = `${model.displayName} takes effort ${listed(taken)}; you set ${effort}.`
    return found(reason, [withoutEffort, ...(highest ? [withEffort(highest)] : [])])
  },
}

/** R13 */
export const effortCapRule: Rule = {
  id: 'effort-cap',
  covers: ['R13'],
  checks: 'With thinking off, some models take effort only up to a level.',
  severities: ['error'],
  source: `${docs}build-with-claude/effort`,
  checkedAt,
  find: ({ settings: { thinking, output_config } }, { model }) => {
    const cap = model?.capabilities.thinking.maxEffortWhenOff ?? null
    const type = isObject(thinking) ? thinking.type : model?.capabilities.thinking.default
    const effort = output_config?.effort
    if (model === null || cap === null || typeof effort !== 'string') return []
    if (type !== 'disabled' && type !== 'between_tools') return []
    if (levels.indexOf(effort) <= levels.indexOf(cap)) return []
    const reason = `With thinking ${type}, ${model.displayName} takes effort up to ${cap}; you set ${effort}.`
    return [refused('effort', 'Effort will be refused', reason, [withEffort(cap), withoutEffort])]
  },
}

export const thinkingRules: readonly Rule[] = [
  thinkingTypeRule,
  thinkingDeprecatedRule,
  thinkingBudgetRule,
  effortRule,
  effortCapRule,
]
