import { AppError, type AppErrorKind } from '#shared/app-error'
import type { RunError } from '#shared/run'
import { redact } from './redact.ts'
import { RequestFailure } from './request-failure.ts'

/** What the words of an error depend on besides the failure itself. */
export type ErrorContext = {
  /** Host and port of the server. */
  host: string
  /** The key in use: it is blanked out of everything that a server or the network said. */
  key: string | null
  model: string
}

/** One line of what happened, and what to do next. */
type Words = { kind: AppErrorKind; title: string; advice: string }
type Facts = RequestFailure['facts']

const mostSaid = 2_000
const unchanged = 'Your prompt is unchanged.'

/** What a person reads of a failure: from the HTTP status, the API's error type, or the cause in the network. */
export function toRunError(error: unknown, context: ErrorContext): RunError {
  if (error instanceof RequestFailure) return fromFailure(error, context)
  if (error instanceof AppError) {
    const { kind, message, facts } = error
    return { kind, message, facts, title: titleOf(kind), advice: message, said: null, status: null, type: null }
  }
  const title = 'Something went wrong inside Antiphon'
  const advice = 'What had arrived is kept. Run the prompt again; the log file names the place.'
  return {
    kind: 'unexpected',
    message: `${title}. ${advice}`,
    facts: {},
    title,
    advice,
    said: null,
    status: null,
    type: null,
  }
}

/** A server's or the network's own words for a list of attempts: one line, shortened, without the key. */
export function attemptFailure({ kind, facts }: RequestFailure, key: string | null): string {
  const words = kind === 'status' ? [facts.status, facts.type, facts.said] : [networkWords(kind, facts), facts.said]
  return shorten(clean(words.filter(Boolean).join(' · '), key).replace(/\s+/g, ' '), 300)
}

function fromFailure({ kind: failureKind, facts }: RequestFailure, context: ErrorContext): RunError {
  const { status = null, type = null, requestId = null, errorCode = null } = facts
  const { kind, title, advice } = wordsOf(failureKind, facts, context)
  const hasWords = failureKind !== 'unsendable' && failureKind !== 'foreign-host'
  const said = hasWords && facts.said ? shorten(clean(facts.said, context.key), mostSaid) : null
  return {
    kind,
    message: `${clean(title, context.key)}. ${advice}`,
    facts: { status, type, requestId, errorCode, networkCode: facts.networkCode ?? null, host: context.host },
    title: clean(title, context.key),
    advice: clean(advice, context.key),
    said,
    status,
    type: failureKind === 'not-an-answer' ? null : type,
  }
}

function wordsOf(kind: RequestFailure['kind'], facts: Facts, { host, model }: ErrorContext): Words {
  switch (kind) {
    case 'status':
    case 'stream-error':
      return { kind: 'api', ...apiWords(facts, host, model) }
    case 'connection':
      return { kind: 'network', ...connectionWords(facts.networkCode ?? null, host) }
    case 'cut-short':
      return network(
        `${host} ended the answer too early`,
        'The stream closed before its last event. What had arrived is kept; run again for a whole answer.',
      )
    case 'headers-timeout':
      return network(
        `${host} did not answer in time`,
        'It took the request and then stayed silent. Run again, or see whether the server is busy.',
      )
    case 'idle':
      return network(
        `${host} went silent`,
        `No byte came for ${facts.limit} seconds, so Antiphon closed the connection. What had arrived is kept; run again for a whole answer.`,
      )
    case 'redirect':
      return network(
        `${host} sends requests elsewhere`,
        `It answered with a redirect to ${targetOf(facts)}. Antiphon did not follow it: your prompt and your key went nowhere else. If that address is right, make it the base URL of the connection.`,
      )
    case 'foreign-host':
      return network(
        'Antiphon refused to ask another host',
        `The request was meant for ${host}, not for ${facts.said}. Check the base URL of the connection.`,
      )
    case 'not-an-answer':
      return network(
        `This is not an API answer from ${host}`,
        `${contentOf(facts)}. A sign-in page of a network, a proxy or a wrong base URL does that; check the connection.`,
      )
    case 'too-large':
      return {
        kind: 'api',
        title: 'The answer grew too large',
        advice: `Antiphon stops at ${Math.round((facts.limit ?? 0) / 1_048_576)} MB. What had arrived is kept.`,
      }
    case 'unreadable-event':
      return {
        kind: 'api',
        title: 'An event of the answer cannot be read',
        advice: `${host} sent an event that is not JSON, shown below. What had arrived before it is kept; run again for a whole answer.`,
      }
    case 'unsendable':
      return {
        kind: 'invalid-input',
        title: `This request cannot be sent`,
        advice: `There is a character in ${facts.said} that an HTTP header cannot carry, such as a line break or a curly quote. Set it again.`,
      }
  }
}

function network(title: string, advice: string): Words {
  return { kind: 'network', title, advice }
}

/** Messages API reference, errors. Inside a stream there is no status: the type decides. */
function apiWords({ status, type, errorCode, headers }: Facts, host: string, model: string): Omit<Words, 'kind'> {
  if (errorCode === 'enforced_spend_limit_reached' || errorCode === 'contract_spend_limit_reached') {
    return {
      title: 'The spend limit is reached',
      advice: `No request goes through until the limit is raised or renewed. Raise it in the account's console. ${unchanged}`,
    }
  }
  switch (statusOf(status ?? null, type ?? null)) {
    case 400:
    case 422:
      return { title: `${host} refused the request`, advice: 'What it said names the field. Mend that and run again.' }
    case 401:
      return {
        title: `${host} refused the key`,
        advice:
          'The key is wrong, was revoked, or goes out in a header that this server does not read. Set it again in Settings.',
      }
    case 402:
      return {
        title: 'There is a problem with the billing of this account',
        advice: `Add credit or a payment method in the account's console. ${unchanged}`,
      }
    case 403:
      return {
        title: 'This key may not do that',
        advice: `Ask for access, or use a key of another workspace or another model. ${unchanged}`,
      }
    case 404:
      return {
        title: `${host} does not know this model or address`,
        advice: `Check that the model ${model} exists there and is not retired, and that the connection's base URL is right.`,
      }
    case 413:
      return {
        title: 'The request is too large',
        advice: 'The API takes up to 32 MB. Shorten the prompt, or send images and documents as files.',
      }
    case 429:
      return { title: 'Too many requests or tokens', advice: `${waitAdvice(headers ?? null)} ${unchanged}` }
    case 503:
      return {
        title: `${host} is not ready`,
        advice: `It may still be loading a model, or be overloaded. Run again in a moment. ${unchanged}`,
      }
    case 504:
      return {
        title: `${host} took too long`,
        advice: `A server on the way gave up. Run again, or ask for less at once. ${unchanged}`,
      }
    case 529:
      return {
        title: 'The API is overloaded',
        advice: `This passes. Run again in a moment, or use another model. ${unchanged}`,
      }
    default:
      return {
        title: `${host} failed`,
        advice: `The error is on the server's side. Run again in a moment; if it stays, tell them the request id. ${unchanged}`,
      }
  }
}

const statusOfType = new Map([
  ['invalid_request_error', 400],
  ['authentication_error', 401],
  ['billing_error', 402],
  ['permission_error', 403],
  ['not_found_error', 404],
  ['request_too_large', 413],
  ['rate_limit_error', 429],
  ['timeout_error', 504],
  ['overloaded_error', 529],
])

function statusOf(status: number | null, type: string | null): number {
  const byType = statusOfType.get(type ?? '')
  if (status === null) return byType ?? 500
  return status >= 400 && status < 500 && !knownStatuses.has(status) ? (byType ?? 400) : status
}
const knownStatuses = new Set([400, 401, 402, 403, 404, 413, 422, 429])

function waitAdvice(headers: Headers | null): string {
  const seconds = Number.parseFloat(headers?.get('retry-after') ?? '')
  return seconds > 0 ? `Wait ${seconds} s and run again.` : 'Wait a minute and run again.'
}

function connectionWords(code: string | null, host: string): Omit<Words, 'kind'> {
  if (code === 'ECONNREFUSED') {
    return {
      title: `Nothing listens at ${host}`,
      advice: 'Start the server, or correct the base URL of the connection.',
    }
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      title: `${host} cannot be found`,
      advice: 'Its name leads nowhere: this computer is offline, or the base URL has a typing error.',
    }
  }
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'ENETDOWN') {
    return {
      title: `There is no way to ${host}`,
      advice: 'This computer is offline, or the network does not lead there.',
    }
  }
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return {
      title: `${host} did not answer the call`,
      advice: 'No connection came about. The server is down, or a firewall is in between.',
    }
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { title: `${host} did not answer in time`, advice: 'It took the request and then stayed silent. Run again.' }
  }
  if (code !== null && isCertificateCode(code)) {
    return { title: `${host} cannot prove who it is`, advice: `${certificateAdvice(code)} Nothing was sent to it.` }
  }
  if (code !== null && (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('HPE_'))) {
    return {
      title: `${host} does not speak this protocol`,
      advice: 'Check whether the address begins with http or https, and its port.',
    }
  }
  return {
    title: `The connection to ${host} was lost`,
    advice: 'What had arrived is kept. Run again for a whole answer.',
  }
}

function isCertificateCode(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)
}

function certificateAdvice(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'Its certificate has expired; whoever runs it has to renew it.'
  if (code === 'CERT_NOT_YET_VALID') return "Its certificate is not valid yet; check this computer's clock."
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Its certificate belongs to another name; check the base URL.'
  return 'Its certificate is signed by nobody that this computer trusts. Where a company network does that, its certificate has to be installed on this computer.'
}

function networkWords(kind: RequestFailure['kind'], { networkCode }: Facts): string {
  if (networkCode) return networkCode
  return kind === 'headers-timeout' ? 'no answer in time' : kind
}

/** Where a redirect points: scheme, host and path, or the text itself where it is no address. */
function targetOf({ said }: Facts): string {
  if (!said) return 'an address that it did not name'
  return shorten(said.split(/[?#]/)[0] ?? said, 200)
}

function contentOf({ said, type, status }: Facts): string {
  const content = type ? `content of the type ${type}` : 'content of no type'
  const beginning = said ? `, which begins: ${shorten(said.replace(/\s+/g, ' ').trim(), 200)}` : ', which is empty'
  return `The status was ${status ?? 200}, but it carried ${content}${beginning}`
}

function titleOf(kind: AppErrorKind): string {
  if (kind === 'no-api-key') return 'This connection has no key yet'
  if (kind === 'storage') return 'The run could not be saved'
  return 'The run could not start'
}

function clean(text: string, key: string | null): string {
  return redact(text, key === null || key === '' ? [] : [key])
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
