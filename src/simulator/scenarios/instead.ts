// Scenarios in which something other than an answer comes back: errors, pages, redirects, resets.
import { ApiError } from '../api-error.ts'
import type { Exchange } from '../exchange.ts'
import { send, sendError } from '../http.ts'
import type { Effect, EffectInput } from './effect.ts'

const page = (title: string, text: string) =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head>\n<body><h1>${title}</h1><p>${text}</p></body></html>\n`

const html = (exchange: Exchange, status: number, title: string, text: string, headers: Record<string, string> = {}) =>
  send(exchange, status, 'text/html; charset=utf-8', page(title, text), headers)

/** A TCP reset. */
export const reset = (): Effect => ({ instead: ({ request }) => void request.socket.resetAndDestroy() })

/** 529. */
export const overloaded = (): Effect => ({
  instead: (exchange) => sendError(exchange, new ApiError(529, 'Overloaded')),
})

/** Headers that announce a wait, in every form that servers use. */
function waitHeaders(form: string, seconds: number, now: Date): Record<string, string> {
  const values: Record<string, Record<string, string>> = {
    seconds: { 'retry-after': String(seconds) },
    date: { 'retry-after': new Date(now.getTime() + seconds * 1000).toUTCString() },
    ms: { 'retry-after-ms': String(seconds * 1000) },
    zero: { 'retry-after': '0' },
    negative: { 'retry-after': '-5' },
    huge: { 'retry-after': '315360000' },
    garbage: { 'retry-after': 'in a little while' },
  }
  return values[form] ?? {}
}

/** A rate limit that is used up, until the wait is over. */
function exhausted(seconds: number, now: Date): Record<string, string> {
  const reset = new Date(now.getTime() + seconds * 1000).toISOString()
  return {
    'anthropic-ratelimit-requests-limit': '4000',
    'anthropic-ratelimit-requests-remaining': '0',
    'anthropic-ratelimit-requests-reset': reset.replace(/\.\d{3}Z$/, 'Z'),
  }
}

const SPEND_LIMITS = ['enforced_spend_limit_reached', 'contract_spend_limit_reached']

/** 429; a spend limit comes without a wait (reference, errors). */
export function rateLimit({ number, text }: EffectInput): Effect {
  const code = text('code')
  const isSpendLimit = SPEND_LIMITS.includes(code)
  const message = isSpendLimit
    ? 'You have reached your specified API usage limits.'
    : 'This request would exceed the rate limit for your organization. Please reduce the prompt length or try again later.'
  return {
    instead(exchange) {
      const seconds = number('seconds')
      const now = exchange.now()
      const headers = isSpendLimit
        ? {}
        : { ...exhausted(seconds, now), ...waitHeaders(text('retry-after'), seconds, now) }
      const details = code === 'none' ? {} : { details: { error_code: code } }
      sendError(exchange, new ApiError(429, message, { headers, ...details }))
    },
  }
}

/** Any status from 400 on, in the API’s words or a proxy’s. */
export function serverError({ number, text }: EffectInput): Effect {
  const status = Math.min(599, Math.max(400, number('status')))
  const retry = text('should-retry')
  const headers: Record<string, string> = retry === 'absent' ? {} : { 'x-should-retry': retry }
  return {
    instead(exchange) {
      if (text('body') === 'html')
        return html(exchange, status, `${status} Bad Gateway`, 'The proxy got no answer.', headers)
      if (text('body') === 'empty') return send(exchange, status, '', '', headers)
      sendError(
        exchange,
        new ApiError(status, status === 500 ? 'Internal server error' : `Simulated error ${status}`, { headers }),
      )
    },
  }
}

/** 401, worded by the credential header that was sent. */
export const unauthorized = (): Effect => ({
  instead(exchange) {
    const message = exchange.request.headers['x-api-key'] ? 'invalid x-api-key' : 'Invalid bearer token'
    sendError(exchange, new ApiError(401, message))
  },
})

/** 404 for the model of the request. */
export const notFound = (): Effect => ({
  instead(exchange) {
    const model = /"model"\s*:\s*"([^"]*)"/.exec(exchange.body)?.[1] ?? exchange.url.pathname.split('/').at(-1)
    sendError(exchange, new ApiError(404, `model: ${model}`))
  },
})

/** 413, which on the Claude API comes from the edge (reference, errors). */
export const tooLarge = ({ text }: EffectInput): Effect => ({
  instead(exchange) {
    if (text('body') === 'html') return html(exchange, 413, '413 Request Entity Too Large', 'cloudflare (simulated)')
    sendError(exchange, new ApiError(413, 'Request exceeds the maximum allowed number of bytes.'))
  },
})

const DATA_ONLY = 'data: {"choices":[{"delta":{"content":"Hello from another API"}}]}\n\ndata: [DONE]\n\n'

/** 200 with something that is no answer. */
export const html200 = ({ text }: EffectInput): Effect => ({
  instead(exchange) {
    const body = text('body')
    if (body === 'html')
      return html(exchange, 200, 'Sign in to the network', 'Please accept the terms of this hotspot.')
    if (body === 'json') return send(exchange, 200, 'application/json', '{"status":"ok"}')
    if (body === 'data-only') return send(exchange, 200, 'text/event-stream', DATA_ONLY)
    send(exchange, 200, 'text/plain', 'event: message_start\ndata: {"type":"message_start"}\n\n')
  },
})

/** 200 with nothing. */
export const empty200 = (): Effect => ({ instead: (exchange) => send(exchange, 200, '', '') })

/** A redirect, by default to a path that does not exist. */
export const redirect = ({ number, text }: EffectInput): Effect => ({
  instead: (exchange) =>
    send(exchange, Math.min(399, Math.max(300, number('status'))), '', '', { location: text('to') }),
})
