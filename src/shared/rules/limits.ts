import { groupedDigits } from '../grouped-digits.ts'
import type { Prompt } from '../prompt.ts'
import type { Rule } from './finding.ts'

/** R21: `max_tokens` is at least 1 and at most what the model can put out. */
export const maxTokensRule: Rule = {
  id: 'max-tokens',
  covers: ['R21'],
  checks: 'max_tokens as a whole number up to what the model puts out.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/models/overview',
  checkedAt: '2026-11-22',
  find: (prompt, { model }) => {
    const { max_tokens } = prompt.settings
    const limit = model?.maxOutputTokens ?? null
    const title = 'Max tokens will be refused'
    const setTo = (value: number) => [
      {
        label: `Set ${groupedDigits(value)}`,
        isSafe: true,
        apply: (changed: typeof prompt) => ({ ...changed, settings: { ...changed.settings, max_tokens: value } }),
      },
    ]
    if (!Number.isInteger(max_tokens) || max_tokens < 0) {
      const reason = `max_tokens must be a whole number from 1 on; you set ${max_tokens}.`
      return [{ severity: 'error', field: 'max_tokens', title, reason, fixes: setTo(1024) }]
    }
    if (model === null || limit === null || max_tokens <= limit) return []
    const reason = `${model.displayName} puts out at most ${groupedDigits(limit)} tokens; you set ${groupedDigits(max_tokens)}.`
    return [{ severity: 'error', field: 'max_tokens', title, reason, fixes: setTo(limit) }]
  },
}

/** R12: the effort parameter exists on some models only, with levels of their own. */
export const effortRule: Rule = {
  id: 'effort',
  covers: ['R12'],
  checks: 'Effort levels that the model does not take.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/build-with-claude/effort',
  checkedAt: '2026-11-22',
  find: (prompt, { model }) => {
    const effort = writtenEffort(prompt)
    const levels = model?.capabilities.effort ?? null
    if (effort === null || model === null || levels === null || levels.includes(effort)) return []
    const reason =
      levels.length === 0
        ? `${model.displayName} has no effort parameter.`
        : `${model.displayName} takes effort ${levels.join(', ')}; you set ${effort}.`
    const fix = {
      label: 'Do not send',
      isSafe: true,
      apply: (changed: typeof prompt) => {
        const { effort: _unsent, ...output_config } = changed.settings.output_config ?? {}
        const { output_config: _emptied, ...settings } = changed.settings
        const isEmpty = Object.keys(output_config).length === 0
        // Safe: max_tokens stays in `settings`.
        return {
          ...changed,
          settings: (isEmpty ? settings : { ...settings, output_config }) as typeof changed.settings,
        }
      },
    }
    return [{ severity: 'error', field: 'effort', title: 'Effort will be refused', reason, fixes: [fix] }]
  },
}

/** The effort as it is written in the request, `null` when it is not sent. */
function writtenEffort({ settings }: Prompt): string | null {
  const effort = settings.output_config?.effort
  if (effort === undefined) return null
  return typeof effort === 'string' ? effort : JSON.stringify(effort)
}
