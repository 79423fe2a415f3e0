// Who calls and in which version of the API: the headers that every call is checked for first.
import type { IncomingHttpHeaders } from 'node:http'
import { ApiError, refuse } from '../api-error.ts'
import { API_VERSIONS, type ApiVersion, type Caller } from '../validate/request-shape.ts'

/** Reads the credential and the version; throws the API's 401 or 400. Any key is good unless it says "invalid". */
export function readCaller(headers: IncomingHttpHeaders): Caller {
  checkCredential(headers)
  const version = String(headers['anthropic-version'] ?? '')
  if (version === '') refuse('anthropic-version: header is required')
  if (!API_VERSIONS.includes(version as ApiVersion))
    refuse(`anthropic-version: "${version}" is not a valid API version`)
  const betas = String(headers['anthropic-beta'] ?? '')
  return { version: version as ApiVersion, betas: betas.split(',').map((beta) => beta.trim()) }
}

/** When both credential headers arrive the API uses `x-api-key`. */
function checkCredential(headers: IncomingHttpHeaders) {
  const key = headers['x-api-key']
  if (key !== undefined) {
    if (isBad(String(key))) throw new ApiError(401, 'invalid x-api-key')
    return
  }
  const authorization = headers.authorization
  if (authorization === undefined) {
    throw new ApiError(401, 'Authentication is required: send an x-api-key or an Authorization: Bearer header.')
  }
  const token = /^Bearer\s+(.*)$/i.exec(authorization)?.[1] ?? ''
  if (isBad(token)) throw new ApiError(401, 'Invalid bearer token')
}

const isBad = (key: string) => key.trim() === '' || /invalid/i.test(key)
