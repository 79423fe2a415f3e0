// Keeps the latest requests, so that a test can see what was sent.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A request as it arrived; moments are ISO 8601 in UTC. */
export type RecordedRequest = {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
  /** True when the client left before the answer was complete. */
  aborted: boolean
  openedAt: string
  closedAt: string | null
}

const MAX_REQUESTS = 200
const MAX_BODY_CHARACTERS = 64 * 1024 * 1024

export type Recorder = {
  requests: RecordedRequest[]
  open(request: IncomingMessage): { body(text: string): void; close(aborted: boolean): void }
}

/** Forgets the oldest beyond 200 requests, or beyond 64 million characters of bodies. */
export function createRecorder(now: () => Date): Recorder {
  const requests: RecordedRequest[] = []
  const trim = () => {
    let characters = requests.reduce((sum, { body }) => sum + body.length, 0)
    while (requests.length > MAX_REQUESTS || (characters > MAX_BODY_CHARACTERS && requests.length > 1)) {
      characters -= requests.shift()?.body.length ?? 0
    }
  }
  return {
    requests,
    open(request) {
      const record: RecordedRequest = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body: '',
        aborted: false,
        openedAt: now().toISOString(),
        closedAt: null,
      }
      requests.push(record)
      trim()
      return {
        body(text) {
          record.body = text
          trim()
        },
        close(aborted) {
          record.aborted = aborted
          record.closedAt = now().toISOString()
        },
      }
    },
  }
}
