import { thinkingIsOn } from '../models.ts'
import type { Prompt } from '../prompt.ts'
import type { Fix, Found, Rule } from './finding.ts'

const removePrefill: Fix = { label: 'Remove prefill', isSafe: true, apply: (prompt) => ({ ...prompt, prefill: '' }) }

function refused(reason: string, fixes: Fix[]): Found {
  return { severity: 'error', field: 'prefill', title: 'Prefill will be refused', reason, fixes }
}

/** R6: models from Claude 4.6 on do not continue an assistant message. */
export const prefillModelRule: Rule = {
  id: 'prefill-model',
  covers: ['R6'],
  checks: 'A prefill on a model that does not continue an assistant message.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/api/errors#prefill-not-supported',
  checkedAt: '2026-11-22',
  find: (prompt, { model }) => {
    if (prompt.prefill === '' || model?.capabilities.prefill !== false) return []
    const reason = `${model.displayName} does not continue an assistant message: the last message must be the user's.`
    return [refused(reason, [{ label: 'Move to system prompt', isSafe: true, apply: moveToSystem }, removePrefill])]
  },
}

/** R7: no prefill while the model thinks. */
export const prefillThinkingRule: Rule = {
  id: 'prefill-thinking',
  covers: ['R7'],
  checks: 'A prefill while thinking is on.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/build-with-claude/extended-thinking',
  checkedAt: '2026-11-22',
  find: (prompt, { model }) => {
    if (prompt.prefill === '' || model?.capabilities.prefill !== true || !thinkingIsOn(model, prompt.settings.thinking))
      return []
    return [refused('Prefill cannot be combined with thinking, and thinking is on.', [removePrefill])]
  },
}

/** R9: a prefill may not end in white space. */
export const prefillTailRule: Rule = {
  id: 'prefill-tail',
  covers: ['R9'],
  checks: 'White space at the end of a prefill.',
  severities: ['error'],
  source: 'https://platform.claude.com/docs/en/api/messages/create',
  checkedAt: '2026-11-22',
  find: (prompt) =>
    prompt.prefill === '' || prompt.prefill === prompt.prefill.trimEnd()
      ? []
      : [
          refused('The prefill ends in white space, which the API refuses.', [
            {
              label: 'Trim the end',
              isSafe: true,
              apply: (changed) => ({ ...changed, prefill: changed.prefill.trimEnd() }),
            },
          ]),
        ],
}

function moveToSystem(prompt: Prompt): Prompt {
  const instruction = `Begin your answer with exactly this text, and nothing before it: ${JSON.stringify(prompt.prefill.trimEnd())}`
  const { system } = prompt
  const moved =
    typeof system === 'string'
      ? [system, instruction].filter((part) => part !== '').join('\n\n')
      : [...system, { type: 'text', text: instruction }]
  return { ...prompt, system: moved, prefill: '' }
}
