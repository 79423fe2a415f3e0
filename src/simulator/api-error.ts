/** What `error.type` says for each HTTP status (Messages API reference, errors). */
const TYPE_OF_STATUS: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  405: 'invalid_request_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

/** The `error.type` that belongs to an HTTP status; statuses the API does not name are `api_error` from 500 on. */
export function typeOfStatus(status: number): string {
  return TYPE_OF_STATUS[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error')
}

export type ApiErrorOptions = { details?: Record<string, unknown>; headers?: Record<string, string> }

/** A refusal in the API's own shape: thrown anywhere, answered once by the server. */
export class ApiError extends Error {
  readonly status: number
  readonly type: string
  readonly details: Record<string, unknown> | undefined
  readonly headers: Record<string, string>

  constructor(status: number, message: string, options: ApiErrorOptions = {}) {
    super(message)
    this.status = status
    this.type = typeOfStatus(status)
    this.details = options.details
    this.headers = options.headers ?? {}
  }

  /** The response body: `{ type: 'error', error: { type, message, details? }, request_id }`. */
  body(requestId: string): object {
    return errorBody(this.type, this.message, requestId, this.details)
  }
}

/** The body of an error, as a response and as a mid-stream `error` event. */
export function errorBody(type: string, message: string, requestId: string, details?: object): object {
  return { type: 'error', error: { type, message, ...(details ? { details } : {}) }, request_id: requestId }
}

/** Throws the 400 that a request earns by what it holds. */
export function refuse(message: string, details?: Record<string, unknown>): never {
  throw new ApiError(400, message, details ? { details } : {})
}
