// Apart from request.ts: the first screen names the version, and builds no request.
import type { ConnectionKind } from '../connections/connection.ts'
import { automaticVersion, type Prompt } from '../prompt/prompt.ts'

/** The two values of `anthropic-version` that matter (Messages API reference, API versions). */
export const apiVersions = ['2026-10-21', '2023-06-01'] as const

/** The sampling parameters: they exist under 2023-06-01 only. */
export const samplingFields = ['temperature', 'top_p', 'top_k'] as const

/** The `anthropic-version` that goes with this prompt, and why, in words for the version chip. */
export function chooseVersion(prompt: Prompt, kind: ConnectionKind): { apiVersion: string; versionReason: string } {
  if (prompt.apiVersion !== automaticVersion) return { apiVersion: prompt.apiVersion, versionReason: 'pinned by you' }
  const sampling = samplingFields.filter((field) => prompt.settings[field] !== undefined)
  if (sampling.length > 0) {
    return {
      apiVersion: '2023-06-01',
      versionReason: `${listed(sampling)} ${sampling.length === 1 ? 'is' : 'are'} set`,
    }
  }
  if (kind === 'custom') {
    return { apiVersion: '2023-06-01', versionReason: 'most compatible servers were written for it' }
  }
  return { apiVersion: '2026-10-21', versionReason: 'no sampling parameter is set' }
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
