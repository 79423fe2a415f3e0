// The request headers that a prompt has of its own: beta features, and any others but credentials.
import type { Prompt } from '../prompt/prompt.ts'

/** The header that names beta features, joined by commas (Messages API reference, credentials and headers). */
export const betaHeader = 'anthropic-beta'

/** Why a header of the prompt's is not sent. */
export type HeaderProblem = 'credential' | 'own' | 'malformed' | 'empty'

const credentialName = /(^|[-_])(auth|authorization|api-?key|token|secret|password|cookie)s?($|[-_])/i
const credentialValue = /^(bearer|basic|token)\s|sk-ant-/i
/** What the connection, HTTP itself and Antiphon's own controls write. */
const ownName =
  /^(host|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|(content|accept|sec|proxy)-.*|accept|anthropic-(version|beta)|x-simulator-scenario)$/i
const nameForm = /^[\w!#$%&'*+.^`|~-]+$/
const valueForm = /^[\x20-\x7e]*$/

/** What keeps a header from being sent; `null` where nothing does. Credentials belong to the connection, never to a prompt. */
export function headerProblem(name: string, value: string): HeaderProblem | null {
  if (credentialName.test(name) || credentialValue.test(value.trim())) return 'credential'
  if (ownName.test(name)) return 'own'
  if (!nameForm.test(name) || name === '__proto__' || !valueForm.test(value)) return 'malformed'
  return value.trim() === '' ? 'empty' : null
}

/** Whether this can be a value in the list of beta features: no white space, no comma. */
export function isBeta(beta: string): boolean {
  return /^[\x21-\x2b\x2d-\x7e]+$/.test(beta)
}

/** The headers that a prompt adds to its request, names in lower case; `null` where it adds none. */
export function sentHeaders({ betas = [], headers = {} }: Prompt): Record<string, string> | null {
  const names = betas.filter(isBeta)
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    headerProblem(name, value) === null ? [[name.toLowerCase(), value.trim()]] : [],
  )
  if (names.length > 0) entries.unshift([betaHeader, names.join(',')])
  return entries.length === 0 ? null : Object.fromEntries(entries)
}
