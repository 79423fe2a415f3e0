// R30 and R31: which models are served, and to whom.
import { type ModelInfo, requestId } from '../models/models.ts'
import { replacementOf } from '../models/replacement.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { safely } from './edits.ts'
import type { Finding, Fix, Found, Rule, RuleContext } from './finding.ts'
import type { Reading } from './reading.ts'
import { checkedAt, docs, hinted, refused, unknownSeverity, warned } from './rule.ts'

const source = `${docs}about-claude/model-deprecations`

/** A model that nobody told us of. */
export const modelKnownRule: Rule = {
  id: 'model-known',
  covers: ['R30'],
  checks: 'The model is one that we know; the rules are limited for any other.',
  severities: ['error', 'warning'],
  source: `${docs}models/overview`,
  checkedAt,
  find: (prompt, context) => {
    if (prompt.model === '') return [refused('model', 'No model', 'A request needs a model.')]
    if (context.model !== null || context.connectionKind === 'custom') return []
    const reason =
      context.connectionKind === 'simulator'
        ? `The simulator does not know ${prompt.model}.`
        : `${prompt.model} is not among the models known on ${checkedAt}: rules limited.`
    return [{ severity: unknownSeverity(context), field: 'model', title: 'Unknown model', reason, fixes: [] }]
  },
}

/** R30 */
export const modelLifecycleRule: Rule = {
  id: 'model-lifecycle',
  covers: ['R30'],
  checks: 'A retired model is not found; a deprecated one has a date and a replacement.',
  severities: ['error', 'warning'],
  source,
  checkedAt,
  find: (prompt, context, reading) => {
    const { model, models } = context
    if (!model || (model.lifecycle !== 'retired' && model.lifecycle !== 'deprecated')) return []
    const official = models.find(({ id }) => id === model.replacement)
    const instead = official ? ` Its replacement is ${official.displayName}.` : ''
    const fixes = replacement(prompt, context, reading, model, official)
    if (model.lifecycle === 'retired') {
      const since = model.retiresAt ? ` on ${model.retiresAt}` : ''
      return [
        refused(
          'model',
          'The model is retired',
          `${model.displayName} was retired${since} and is not found any more.${instead}`,
          fixes,
        ),
      ]
    }
    return [
      warned(
        'model',
        'The model is deprecated',
        `${model.displayName} is deprecated${retirement(model, context.now)}.${instead}`,
        fixes,
      ),
    ]
  },
}

function retirement({ retiresAt, deprecatedAt }: ModelInfo, now: string): string {
  if (retiresAt === null) return deprecatedAt ? ` since ${deprecatedAt}; no date of retirement is announced` : ''
  const days = Math.ceil((Date.parse(retiresAt) - Date.parse(now)) / 86_400_000)
  if (days <= 0) return ` and was to retire on ${retiresAt}`
  return ` and retires on ${retiresAt}, in ${days} ${days === 1 ? 'day' : 'days'}`
}

/** The official replacement, or the newest model, that takes this very prompt as it is: no value is lost by the change. */
function replacement(
  prompt: Prompt,
  context: RuleContext,
  reading: Reading,
  model: ModelInfo,
  official: ModelInfo | undefined,
): Fix[] {
  const known = reading.errorsOf(prompt)
  const open = context.models.filter(({ lifecycle, access }) => lifecycle === 'active' && access === 'public')
  const sameLine = open.filter(({ line }) => line === model.line)
  const candidates = new Set([...(official ? [official] : []), ...sameLine, ...open])
  const successor = replacementOf(context.models, model)
  // The screen offers the successor too: why this one is another is said.
  const labelOf = (candidate: ModelInfo) =>
    `Use ${candidate.displayName}${candidate === successor ? '' : ', which takes this prompt as it is'}`
  for (const candidate of candidates) {
    const id = requestId(candidate)
    const isNew = ({ ruleId, field }: Finding) =>
      !known.some((error) => error.ruleId === ruleId && error.field === field)
    if (!reading.errorsOf({ ...prompt, model: id }).some(isNew))
      return [safely(labelOf(candidate), (changed) => ({ ...changed, model: id }))]
  }
  return []
}

/** R31 */
export const modelRetentionRule: Rule = {
  id: 'model-retention',
  covers: ['R31'],
  checks: 'Fable and Mythos 5 models answer only organisations whose data is kept for 30 days.',
  severities: ['hint'],
  source: `${docs}models/overview`,
  checkedAt,
  find: (_prompt, { model }): Found[] => {
    if (!model?.capabilities.needsRetention) return []
    const reason = `${model.displayName} refuses organisations and workspaces without 30 days of data retention; we cannot see yours.`
    return [hinted('model', 'Needs data retention', reason)]
  },
}

/** Models that only some organisations have. */
export const modelAccessRule: Rule = {
  id: 'model-access',
  covers: [],
  checks: 'Some models are open to invited organisations only.',
  severities: ['hint'],
  source: `${docs}models/overview`,
  checkedAt,
  find: (_prompt, { model }): Found[] =>
    model?.access === 'limited' && model.lifecycle !== 'retired'
      ? [hinted('model', 'Limited access', `${model.displayName} is open to invited organisations only.`)]
      : [],
}

export const modelRules: readonly Rule[] = [modelKnownRule, modelLifecycleRule, modelRetentionRule, modelAccessRule]
