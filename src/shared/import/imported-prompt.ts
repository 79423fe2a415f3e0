// What was read out of a paste as a prompt: a new one, or in the place of what one says.
import { keepMessages } from '../conversation/keep-messages.ts'
import { automaticVersion, type Prompt, type PromptVariables } from '../prompt/prompt.ts'
import type { ImportedParts, ImportedRequest } from './reading.ts'

/** What a request has to have and a paste may not say. */
export type Usual = { model: string; max_tokens: number }

/** A new prompt that says what the request said. */
export function promptFromImport({ title, parts }: ImportedRequest, usual: Usual, newId: () => string): Prompt {
  return {
    id: newId(),
    name: title.slice(0, 200),
    ...said(parts, usual),
    messages: parts.messages.map((message) => ({ id: newId(), ...message })),
    ...(parts.values ? { variables: { values: parts.values } } : {}),
  }
}

/**
 * The prompt with everything that a request says in the place of its own: what is not in the request is not in the prompt
 * afterwards, but for what no request has: its name, muted messages, notes of tools and the values of variables. The model and
 * the limit stay where the paste does not say them.
 */
export function withImport(prompt: Prompt, { parts }: ImportedRequest, newId: () => string): Prompt {
  const { betas: _betas, headers: _headers, variables, ...kept } = prompt
  const usual = { model: prompt.model, max_tokens: prompt.settings.max_tokens }
  const values: PromptVariables['values'] = { ...variables?.values, ...parts.values }
  return {
    ...kept,
    ...said(parts, usual),
    messages: keepMessages(prompt.messages, parts.messages, newId),
    // Braces have a meaning in what was imported, even where they had none here.
    ...(Object.keys(values).length > 0 ? { variables: { values } } : {}),
  }
}

/** What of a request the paste does not say, so that something else stands in its place. */
export function unsaid({ model, settings }: ImportedParts): ('model' | 'max_tokens')[] {
  return [
    ...(model === undefined ? ['model' as const] : []),
    ...(settings.max_tokens === undefined ? ['max_tokens' as const] : []),
  ]
}

function said(
  parts: ImportedParts,
  usual: Usual,
): Omit<Prompt, 'id' | 'name' | 'messages' | 'variables' | 'toolNotes'> {
  const { max_tokens: most, ...settings } = parts.settings
  return {
    model: parts.model ?? usual.model,
    apiVersion: parts.apiVersion ?? automaticVersion,
    system: parts.system ?? '',
    prefill: parts.prefill,
    settings: { max_tokens: typeof most === 'number' ? most : usual.max_tokens, ...settings },
    ...(parts.betas ? { betas: parts.betas } : {}),
    ...(parts.headers ? { headers: parts.headers } : {}),
  }
}
