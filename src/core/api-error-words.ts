import type { FailureFacts } from './request-failure.ts'

/** One line of what happened, and what to do next. */
export type ErrorWords = { title: string; advice: string }

const unchanged = 'Your prompt is unchanged.'

/**
 * Words for an error of the API, by status (Messages API reference, errors). Inside a stream there is no status: the type
 * decides.
 */
export function apiWords({ status, type, errorCode, headers }: FailureFacts, host: string, model: string): ErrorWords {
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
