import { thinkingIsOn } from '../models.ts'
import type { Prompt } from '../prompt.ts'
import { samplingFields } from '../request.ts'
import type { Fix, Found, Rule } from './finding.ts'

type SamplingField = (typeof samplingFields)[number]

const names: Record<SamplingField, string> = { temperature: 'Temperature', top_p: 'Top p', top_k: 'Top k' }

/** Leaves one settings field out of the request. */
export function doNotSend(field: string): Fix {
  return {
    label: 'Do not send',
    isSafe: true,
    apply: (prompt) => {
      const { [field]: _unsent, ...settings } = prompt.settings
      // Safe: max_tokens, the one required field, is never offered this fix.
      return { ...prompt, settings: settings as Prompt['settings'] }
    },
  }
}

function refused(field: SamplingField, reason: string, fixes: Fix[] = [doNotSend(field)]): Found {
  return { severity: 'error', field, title: `${names[field]} will be refused`, reason, fixes }
}

const setFields = (prompt: Prompt) => samplingFields.filter((field) => prompt.settings[field] !== undefined)

/** R1: API version 2026-10-21 knows no sampling parameter, whatever the model and value. */
export const samplingVersionRule: Rule = {
  id: 'sampling-version',
  covers: ['R1'],
  checks: 'Sampling parameters under API version 2026-10-21, which has none.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/api/migration-2026-10-21',
  checkedAt: '2026-11-22',
  find: (prompt, { apiVersion }) =>
    apiVersion !== '2026-10-21'
      ? []
      : setFields(prompt).map((field) =>
          refused(field, `API version 2026-10-21 has no ${field}; 2023-06-01 still takes it.`, [
            { label: 'Use 2023-06-01', isSafe: true, apply: (changed) => ({ ...changed, apiVersion: '2023-06-01' }) },
            doNotSend(field),
          ]),
        ),
}

/** R2: models from Claude 4.7 on take only the values that do nothing: temperature 1, or top_p 0.99, and not both. */
export const samplingDefaultOnlyRule: Rule = {
  id: 'sampling-default-only',
  covers: ['R2'],
  checks: 'Sampling values on models that take only the ones that do nothing.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/about-claude/model-deprecations#api-parameter-deprecations',
  checkedAt: '2026-11-22',
  find: (prompt, { model, apiVersion }) => {
    if (apiVersion === '2026-10-21' || model?.capabilities.sampling !== 'default-only') return []
    const { temperature, top_p, top_k } = prompt.settings
    const found: Found[] = []
    if (temperature !== undefined && (temperature !== 1 || top_p !== undefined)) {
      found.push(
        refused('temperature', `${model.displayName} takes no temperature other than 1; you set ${temperature}.`),
      )
    }
    if (top_p !== undefined && top_p !== 0.99) {
      found.push(refused('top_p', `${model.displayName} takes no top_p other than 0.99; you set ${top_p}.`))
    }
    if (top_k !== undefined) found.push(refused('top_k', `${model.displayName} takes no top_k; you set ${top_k}.`))
    return found
  },
}

/** R3: temperature or top_p, not both, on the models that take free values. */
export const samplingBothRule: Rule = {
  id: 'sampling-both',
  covers: ['R3'],
  checks: 'temperature together with top_p on models that take one of them.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/models/haiku-4-5/migration-guide',
  checkedAt: '2026-11-22',
  find: (prompt, { model, apiVersion }) => {
    const { temperature, top_p } = prompt.settings
    if (apiVersion === '2026-10-21' || temperature === undefined || top_p === undefined) return []
    if (model?.capabilities.sampling !== 'any' || model.capabilities.temperatureAndTopPTogether !== false) return []
    return [refused('top_p', `${model.displayName} takes temperature or top_p, not both; both are set.`)]
  },
}

/** R4: with thinking on, temperature must be 1, top_p 0.95 to 1, and there is no top_k. */
export const samplingThinkingRule: Rule = {
  id: 'sampling-thinking',
  covers: ['R4'],
  checks: 'Sampling values while thinking is on.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/build-with-claude/extended-thinking',
  checkedAt: '2026-11-22',
  find: (prompt, { model, apiVersion }) => {
    if (apiVersion === '2026-10-21' || model?.capabilities.sampling !== 'any') return []
    if (!thinkingIsOn(model, prompt.settings.thinking)) return []
    const { temperature, top_p, top_k } = prompt.settings
    const found: Found[] = []
    if (temperature !== undefined && temperature !== 1) {
      found.push(refused('temperature', `With thinking on, temperature can only be 1; you set ${temperature}.`))
    }
    if (top_p !== undefined && (top_p < 0.95 || top_p > 1)) {
      found.push(refused('top_p', `With thinking on, top_p must be between 0.95 and 1; you set ${top_p}.`))
    }
    if (top_k !== undefined) found.push(refused('top_k', `With thinking on, top_k cannot be sent; you set ${top_k}.`))
    return found
  },
}

/** R5: temperature and top_p lie between 0 and 1, top_k is a whole number. */
export const samplingRangeRule: Rule = {
  id: 'sampling-range',
  covers: ['R5'],
  checks: 'temperature and top_p between 0 and 1, top_k a whole number.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/api/messages/create',
  checkedAt: '2026-11-22',
  find: (prompt, { model, apiVersion }) => {
    if (apiVersion === '2026-10-21' || model?.capabilities.sampling === 'default-only') return []
    const { temperature, top_p, top_k } = prompt.settings
    const found: Found[] = []
    if (temperature !== undefined && (temperature < 0 || temperature > 1)) {
      found.push(refused('temperature', `temperature must be between 0 and 1; you set ${temperature}.`))
    }
    if (top_p !== undefined && (top_p < 0 || top_p > 1)) {
      found.push(refused('top_p', `top_p must be between 0 and 1; you set ${top_p}.`))
    }
    if (top_k !== undefined && (!Number.isInteger(top_k) || top_k < 0)) {
      found.push(refused('top_k', `top_k must be a whole number from 0 on; you set ${top_k}.`))
    }
    return found
  },
}
