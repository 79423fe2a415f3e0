import type { ConnectionKind } from '#shared/connections/connection'
import { automaticVersion, type Prompt } from '#shared/prompt/prompt'
import { apiVersions, chooseVersion } from '#shared/request/api-version'
import type { Finding } from '#shared/rules/finding'
import { setApiVersion } from '../../../parts/prompt/edits/prompt-edits.ts'
import { findingsOnlyIn } from '../findings/finding-words.ts'

/** A value of `Prompt.apiVersion` that can be chosen, and what it would do to the present request. */
export type VersionChoice = {
  /** `automatic`, or the version to pin. */
  value: string
  /** The version that would be sent, and why. */
  apiVersion: string
  versionReason: string
  /** Whether the request would be sent under the version under which it is sent now. */
  isSameRequest: boolean
  /** What would be found then and is not now, and the other way round. */
  gained: Finding[]
  lost: Finding[]
}

/** Automatic, the two versions that matter, and the pinned one if it is another. */
export function versionChoices(
  prompt: Prompt,
  kind: ConnectionKind,
  findingsIn: (prompt: Prompt) => Finding[],
): VersionChoice[] {
  const values = new Set([automaticVersion, ...apiVersions, prompt.apiVersion])
  const now = chooseVersion(prompt, kind).apiVersion
  const found = findingsIn(prompt)
  return [...values].map((value) => {
    const changed = setApiVersion(value)(prompt)
    const version = chooseVersion(changed, kind)
    const then = version.apiVersion === now ? found : findingsIn(changed)
    return {
      value,
      ...version,
      isSameRequest: version.apiVersion === now,
      gained: findingsOnlyIn(then, found),
      lost: findingsOnlyIn(found, then),
    }
  })
}

/** What a version is, in one line; `null` for one that is not known. */
export function versionMeaning(version: string): string | null {
  const meanings: Record<string, string> = {
    '2026-10-21': 'The newest. It has no temperature, top_p or top_k.',
    '2023-06-01': 'The long-standing one. It takes sampling where the model does.',
  }
  return meanings[version] ?? null
}

/** What is wrong with a typed version; `null` where it can be sent. A header takes no more than this. */
export function versionProblem(text: string): string | null {
  const version = text.trim()
  if (version === '') return 'Type a version, such as 2023-06-01.'
  if (version === automaticVersion) return 'That is the first choice above.'
  return /^[\x21-\x7e]{1,100}$/.test(version) ? null : 'A header takes letters, digits and signs without spaces.'
}
