/** One line of what happened, and what to do next. */
export type ErrorWords = { title: string; advice: string }

/**
 * A row of the table of the API's errors (Messages API reference, errors). `{host}`, `{model}` and `{wait}` stand for what
 * is known when it happens. `isRetried`: Antiphon tries again by itself before it shows the error.
 */
export type ErrorAdvice = ErrorWords & {
  /** HTTP statuses that it is for. */
  statuses: readonly number[]
  /** `error.type` of the body: what decides inside a stream, where there is no status. */
  type: string | null
  /** `error.details.error_code`: decides before everything else where there is one. */
  code: string | null
  isRetried: boolean
}

const unchanged = 'Your prompt is unchanged.'

function byStatus(statuses: number | number[], type: string | null, words: ErrorWords, isRetried = false): ErrorAdvice {
  return { statuses: [statuses].flat(), type, code: null, isRetried, ...words }
}

function byCode(code: string, status: number, title: string, advice: string, isRetried = false): ErrorAdvice {
  return { statuses: [status], type: null, code, isRetried, title, advice }
}

const spendLimit = {
  title: 'The spend limit is reached',
  advice: `No request goes through until the limit is raised or renewed. Raise it in the account's console. ${unchanged}`,
}

/** Every error that is told apart, the special ones first. */
export const errorTable: readonly ErrorAdvice[] = [
  byCode(
    'image_dimensions_too_large',
    400,
    'An image is too large',
    'The API takes images up to 8,000 pixels a side, 2,000 where there are more than twenty. Make it smaller and run again.',
  ),
  byCode('tool_name_conflict', 400, 'Two tools have the same name', 'Rename one of them and run again.'),
  byCode(
    'available_tools_limit_exceeded',
    400,
    'There are too many tools',
    'Leave out the ones that this prompt does not need.',
  ),
  byCode(
    'request_body_encoding_invalid',
    400,
    'The request arrived damaged',
    `Its bytes are no valid text: a proxy on the way may have changed them. Run again. ${unchanged}`,
  ),
  byCode(
    'organization_on_hold',
    400,
    'This organization is on hold',
    `Nothing goes through until that is settled in the account's console. ${unchanged}`,
  ),
  byCode(
    'user_profile_required',
    400,
    'This account needs a user profile with each request',
    'Set user_profile_id, or use a key that does not need it.',
  ),
  byCode(
    'request_body_too_large_after_decoding',
    413,
    'The request is too large',
    'The API takes up to 32 MB. Shorten the prompt, or send images and documents as files.',
  ),
  byCode(
    'file_expired',
    404,
    'A file is gone',
    'It was uploaded for a limited time. Upload it again and use its new id.',
  ),
  byCode('enforced_spend_limit_reached', 429, spendLimit.title, spendLimit.advice),
  byCode('contract_spend_limit_reached', 429, spendLimit.title, spendLimit.advice),
  byCode(
    'ramp_limit_exceeded',
    429,
    'The traffic of this account grew too fast',
    `{wait} Raise it more slowly. ${unchanged}`,
    true,
  ),
  byCode(
    'compaction_unavailable',
    529,
    'The API cannot compact the conversation at the moment',
    `This passes. Run again in a moment. ${unchanged}`,
    true,
  ),
  byStatus([400, 422], 'invalid_request_error', {
    title: '{host} refused the request',
    advice: 'What it said names the field. Mend that and run again.',
  }),
  byStatus(401, 'authentication_error', {
    title: '{host} refused the key',
    advice:
      'The key is wrong, was revoked, or goes out in a header that this server does not read. Set it again in Settings.',
  }),
  byStatus(402, 'billing_error', {
    title: 'There is a problem with the billing of this account',
    advice: `Add credit or a payment method in the account's console. ${unchanged}`,
  }),
  byStatus(403, 'permission_error', {
    title: 'This key may not do that',
    advice: `Ask for access, or use a key of another workspace or another model. ${unchanged}`,
  }),
  byStatus(404, 'not_found_error', {
    title: '{host} does not know this model or address',
    advice:
      "Check that the model {model} exists there and is not retired, and that the connection's base URL is right.",
  }),
  byStatus(
    408,
    null,
    { title: '{host} took too long', advice: `A server on the way gave up. Run again. ${unchanged}` },
    true,
  ),
  byStatus(
    409,
    'conflict_error',
    { title: 'The request met another one', advice: `Run again in a moment. ${unchanged}` },
    true,
  ),
  byStatus(413, 'request_too_large', {
    title: 'The request is too large',
    advice: 'The API takes up to 32 MB. Shorten the prompt, or send images and documents as files.',
  }),
  byStatus(429, 'rate_limit_error', { title: 'Too many requests or tokens', advice: `{wait} ${unchanged}` }, true),
  byStatus(431, null, {
    title: '{host} found the headers too large',
    advice: `A proxy on the way takes less than was sent. Check the connection. ${unchanged}`,
  }),
  byStatus(
    503,
    null,
    {
      title: '{host} is not ready',
      advice: `It may still be loading a model, or be overloaded. Run again in a moment. ${unchanged}`,
    },
    true,
  ),
  byStatus(
    504,
    'timeout_error',
    {
      title: '{host} took too long',
      advice: `A server on the way gave up. Run again, or ask for less at once. ${unchanged}`,
    },
    true,
  ),
  byStatus(
    529,
    'overloaded_error',
    {
      title: 'The API is overloaded',
      advice: `This passes. Run again in a moment, or use another model. ${unchanged}`,
    },
    true,
  ),
  byStatus(
    [500, 501, 502],
    'api_error',
    {
      title: '{host} failed',
      advice: `The error is on the server's side. Run again in a moment; if it stays, tell them the request id. ${unchanged}`,
    },
    true,
  ),
]

export type ErrorFacts = {
  status: number | null
  type: string | null
  errorCode: string | null
  host: string
  model: string
  /** Seconds that the server asks to wait; `null` where it does not say. */
  retryAfterSeconds: number | null
}

/**
 * The row for an error: by its code, else by its status, else by its type. What nobody knows yet falls to the row of a
 * refused request (4xx) or of a failed server.
 */
export function errorAdvice({ status, type, errorCode, ...known }: ErrorFacts): ErrorWords {
  const row =
    errorTable.find(({ code }) => code !== null && code === errorCode) ??
    errorTable.find(({ code, statuses }) => code === null && status !== null && statuses.includes(status)) ??
    errorTable.find((other) => other.code === null && type !== null && other.type === type) ??
    errorTable.find(({ code, statuses }) => code === null && statuses.includes(isRefusal(status) ? 400 : 500))
  const { title = '', advice = '' } = row ?? {}
  return { title: fill(title, known), advice: fill(advice, known) }
}

function isRefusal(status: number | null): boolean {
  return status !== null && status >= 400 && status < 500
}

type Known = Pick<ErrorFacts, 'host' | 'model' | 'retryAfterSeconds'>

function fill(words: string, { host, model, retryAfterSeconds }: Known): string {
  const isTold = retryAfterSeconds !== null && retryAfterSeconds > 0
  const wait = isTold ? `Wait ${retryAfterSeconds} s and run again.` : 'Wait a minute and run again.'
  const values: { [name: string]: string } = { host, model, wait }
  return words.replace(/\{(host|model|wait)\}/g, (_mark, name: string) => values[name] ?? '')
}

/** The table as Markdown, as docs/errors.md holds it. */
export function errorTableMarkdown(): string {
  const rows = errorTable.map(({ statuses, type, code, title, advice, isRetried }) => {
    const about = code === null ? (type === null ? '' : `\`${type}\``) : `error_code \`${code}\``
    return `| ${statuses.join(', ')} | ${about} | ${title} | ${advice} | ${isRetried ? 'yes' : 'no'} |`
  })
  return [
    '| Status | Type or code | What happened | What to do | Tried again |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}
