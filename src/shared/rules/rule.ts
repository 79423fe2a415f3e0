// How rules are written: what most of them share.

import { apiVersions } from '../request/api-version.ts'
import { groupedDigits } from '../text/grouped-digits.ts'
import type { Fix, Found, RuleContext, Severity } from './finding.ts'

/** The API's documentation, which most rules are read from. */
export const docs = 'https://platform.claude.com/docs/en/'

/** The day on which the rules were last held against their sources. */
export const checkedAt = '2026-11-22'

/** What the API answers with an error. `field` is the request's, with dots: `messages.0`. */
export function refused(field: string, title: string, reason: string, fixes: Fix[] = []): Found {
  return { severity: 'error', field, title, reason, fixes }
}

export function warned(field: string, title: string, reason: string, fixes: Fix[] = []): Found {
  return { severity: 'warning', field, title, reason, fixes }
}

export function hinted(field: string, title: string, reason: string, fixes: Fix[] = []): Found {
  return { severity: 'hint', field, title, reason, fixes }
}

/**
 * How sure it is that something unknown is refused: the simulator knows what we know, the API may have learned more since
 * the rules were checked.
 */
export function unknownSeverity({ connectionKind }: RuleContext): Severity {
  return connectionKind === 'simulator' ? 'error' : 'warning'
}

/** Whether a request goes out under the version that took sampling and some kinds of content away. */
export function isNewVersion({ apiVersion }: RuleContext): boolean {
  return apiVersion === apiVersions[0]
}

/** A number with its thousands apart: 128,000. */
export const count = groupedDigits

/** Words in a row: "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** A value as it stands in the request, cut to what fits into a sentence. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** The field that names a message, or one of its blocks. */
export function messageField(index: number, at?: number): string {
  return at === undefined ? `messages.${index}` : `messages.${index}.content.${at}`
}
