// The request without an SDK, for languages whose standard library can send it.
import type { Field } from './code-value.ts'
import { type CodeNote, how } from './notes.ts'
import { officialUrl, type Plan } from './plan.ts'

/** Where the request goes. */
export function messagesUrl({ baseUrl }: Plan): string {
  return `${baseUrl ?? officialUrl}/v1/messages`
}

/** The header lines but for the key, names in lower case. */
export function plainHeaders({ apiVersion, headers }: Plan): [name: string, value: string][] {
  return [['anthropic-version', apiVersion], ...Object.entries(headers), ['content-type', 'application/json']]
}

/** The headers that carry the key, each with what stands before it. */
export function keyHeaders({ credential }: Plan): { name: string; before: string }[] {
  const bearer = { name: 'authorization', before: 'Bearer ' }
  const plain = { name: 'x-api-key', before: '' }
  return credential === 'both'
    ? [bearer, plain]
    : credential === 'bearer'
      ? [bearer]
      : credential === 'none'
        ? []
        : [plain]
}

/** All fields of the body, `stream` among them. */
export function bodyFields({ fields, stream }: Plan): Field[] {
  return stream ? [...fields, ['stream', true]] : [...fields]
}

/** Whether the answer begins with what the request ends with. */
export function hasPrefill({ prefill }: Plan): boolean {
  return prefill.some((part) => part !== '')
}

/** What is said of code that goes without an SDK: those try again by themselves, as Run does. */
export function withoutSdk(library: string, more = ''): CodeNote {
  return how(
    `Sends the request with ${library}; no SDK is needed${more}. It is sent once: Run tries again after 429 and 529.`,
  )
}
