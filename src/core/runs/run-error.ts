import { AppError, type AppErrorKind } from '#shared/app-error'
import { errorField } from '#shared/runs/error-field'
import type { RunError } from '#shared/runs/run'
import { apiWords } from '../api/api-error-words.ts'
import { connectionWords } from '../api/connection-error-words.ts'
import { RequestFailure } from '../api/request-failure.ts'
import { withoutKey } from '../keys/without-key.ts'

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
const excerptLength = 200

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
  return shorten(withoutKey(words.filter(Boolean).join(' · '), key).replace(/\s+/g, ' '), 300)
}

function fromFailure({ kind: failureKind, facts: rawFacts }: RequestFailure, context: ErrorContext): RunError {
  // The key goes before anything is shortened: half a key at the end of a text would not be found.
  const { headers, ...outside } = rawFacts
  const facts: Facts = { ...withoutKey(outside, context.key), headers }
  const { status = null, type = null, requestId = null, errorCode = null } = facts
  const { kind, title, advice } = wordsOf(failureKind, facts, context)
  const hasWords = failureKind !== 'unsendable' && failureKind !== 'foreign-host'
  return {
    kind,
    message: `${title}. ${advice}`,
    facts: { status, type, requestId, errorCode, networkCode: facts.networkCode ?? null, host: context.host },
    title,
    advice,
    said:
      hasWords && facts.said ? shorten(facts.said, failureKind === 'not-an-answer' ? excerptLength : mostSaid) : null,
    status,
    type: failureKind === 'not-an-answer' ? null : type,
    field: namesField(failureKind, status) ? errorField(facts.said ?? '') : null,
  }
}

/** Refusals of a request name what is wrong with it; so does a 404 of a model. */
function namesField(kind: RequestFailure['kind'], status: number | null): boolean {
  return kind === 'status' && (status === 400 || status === 404 || status === 422)
}

function wordsOf(kind: RequestFailure['kind'], facts: Facts, { host, model }: ErrorContext): Words {
  switch (kind) {
    case 'status':
    case 'stream-error':
      return { kind: 'api', ...apiWords(facts, host, model) }
    case 'connection':
      return { kind: 'network', ...connectionWords(facts.networkCode ?? null, host, facts.said) }
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

function networkWords(kind: RequestFailure['kind'], { networkCode }: Facts): string {
  if (networkCode) return networkCode
  return kind === 'headers-timeout' ? 'no answer in time' : kind
}

/** Where a redirect points: scheme, host and path, or the text itself where it is no address. */
function targetOf({ said }: Facts): string {
  if (!said) return 'an address that it did not name'
  return shorten(said.split(/[?#]/)[0] ?? said, excerptLength)
}

function contentOf({ said, type, status }: Facts): string {
  const content = type ? `content of the type ${type}` : 'content of no type'
  const beginning = said
    ? `, which begins: ${shorten(said.replace(/\s+/g, ' ').trim(), excerptLength)}`
    : ', which is empty'
  return `The status was ${status ?? 200}, but it carried ${content}${beginning}`
}

function titleOf(kind: AppErrorKind): string {
  if (kind === 'no-api-key') return 'This connection has no key yet'
  if (kind === 'storage') return 'The run could not be saved'
  return 'The run could not start'
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
