import { type ErrorWords, errorAdvice } from '#shared/runs/error-advice'
import type { FailureFacts } from './request-failure.ts'

/** Words for an error of the API, out of the one table of them. Inside a stream there is no status: the type decides. */
export function apiWords({ status, type, errorCode, headers }: FailureFacts, host: string, model: string): ErrorWords {
  const seconds = Number.parseFloat(headers?.get('retry-after') ?? '')
  return errorAdvice({
    status: status ?? null,
    type: type ?? null,
    errorCode: errorCode ?? null,
    host,
    model,
    retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
  })
}
