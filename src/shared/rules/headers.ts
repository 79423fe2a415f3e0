// The prompt's own headers: beta features, and others that are no credentials.
import type { Prompt } from '../prompt/prompt.ts'
import { type HeaderProblem, headerProblem, isBeta } from '../request/request-headers.ts'
import { safely } from './edits.ts'
import type { Fix, Rule } from './finding.ts'
import { checkedAt, docs, listed, refused, shown, warned } from './rule.ts'

const source = `${docs}api/beta-headers`

/** Why each is not sent, to follow the header's name. */
const reasons: Record<HeaderProblem, string> = {
  credential: 'carries a credential. Keys belong to the connection, where they are protected, never to a prompt',
  own: 'is written by the connection or by a control of its own',
  malformed: 'is no header that HTTP can carry: a name without white space, a value of plain characters',
  empty: 'has no value',
}

function withoutHeader(name: string): Fix {
  return safely(`Remove ${name === '' ? 'it' : name}`, (prompt) => {
    const { [name]: _gone, ...headers } = prompt.headers ?? {}
    return withHeaders(prompt, headers)
  })
}

function withHeaders({ headers: _before, ...prompt }: Prompt, headers: Record<string, string>): Prompt {
  return Object.keys(headers).length === 0 ? prompt : { ...prompt, headers }
}

/** Adds a beta feature to the `anthropic-beta` header. */
export function sendBeta(beta: string): Fix {
  return safely('Send the beta header', (prompt) => ({ ...prompt, betas: [...(prompt.betas ?? []), beta] }))
}

/** What of the prompt's headers is kept and not sent. */
export const headersRule: Rule = {
  id: 'headers',
  covers: [],
  checks: 'A prompt’s own headers carry no credential, and nothing that HTTP or a control of its own writes.',
  severities: ['warning'],
  source,
  checkedAt,
  find: ({ headers = {} }) =>
    Object.entries(headers).flatMap(([name, value]) => {
      const problem = headerProblem(name, value)
      if (problem === null) return []
      const title = 'This header is not sent'
      return [warned('headers', title, `${name === '' ? 'One' : name} ${reasons[problem]}.`, [withoutHeader(name)])]
    }),
}

/** What of the list of betas is kept and not sent. */
export const betasRule: Rule = {
  id: 'betas',
  covers: [],
  checks: 'A value of anthropic-beta has no white space and no comma.',
  severities: ['warning'],
  source,
  checkedAt,
  find: ({ betas = [] }) => {
    const odd = betas.filter((beta) => !isBeta(beta))
    if (odd.length === 0) return []
    const remove = safely(odd.length === 1 ? 'Remove it' : 'Remove them', ({ betas: all = [], ...prompt }) => {
      const kept = all.filter(isBeta)
      return kept.length === 0 ? prompt : { ...prompt, betas: kept }
    })
    const reason = `${listed(odd.slice(0, 3).map(shown))} cannot stand in the anthropic-beta header.`
    return [warned('betas', 'A beta is not sent', reason, [remove])]
  },
}

const updatesBeta = 'thinking-display-updates-2026-08-18'

/** Messages API reference, 5.3. */
export const displayUpdatesRule: Rule = {
  id: 'thinking-updates',
  covers: [],
  checks: 'thinking.display updates needs a beta header.',
  severities: ['error'],
  source: `${docs}build-with-claude/thinking`,
  checkedAt,
  find: ({ settings: { thinking }, betas = [] }) => {
    const hasDisplay = thinking?.type === 'adaptive' || thinking?.type === 'enabled'
    if (!hasDisplay || thinking.display !== 'updates' || betas.includes(updatesBeta)) return []
    const reason = `display updates needs the header anthropic-beta: ${updatesBeta}.`
    const summarized = safely('Use summarized', (prompt) => ({
      ...prompt,
      settings: { ...prompt.settings, thinking: { ...prompt.settings.thinking, display: 'summarized' } },
    }))
    return [refused('thinking.display', 'display will be refused', reason, [sendBeta(updatesBeta), summarized])]
  },
}

/** Names of headers are the same in any case: of two, the last one is sent. */
export const headerTwiceRule: Rule = {
  id: 'header-twice',
  covers: [],
  checks: 'No two of a prompt’s own headers have one name in different case: the last one is sent.',
  severities: ['warning'],
  source,
  checkedAt,
  find: ({ headers = {} }) => {
    const sent = Object.keys(headers).filter((name) => headerProblem(name, headers[name] ?? '') === null)
    const lastOf = new Map(sent.map((name) => [name.toLowerCase(), name]))
    return sent.flatMap((name) => {
      const last = lastOf.get(name.toLowerCase())
      if (last === undefined || last === name) return []
      const reason = `${name} and ${last} are one header, for case does not count; the value of ${last} is sent.`
      return [warned('headers', 'This header is not sent', reason, [withoutHeader(name)])]
    })
  },
}

export const headerRules: readonly Rule[] = [headersRule, headerTwiceRule, betasRule, displayUpdatesRule]
