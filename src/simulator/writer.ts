// Writes a response body piece by piece, at the speed at which the client reads.
import { once } from 'node:events'
import { ClientGone, type Exchange } from './exchange.ts'

/** Where a body goes. Both throw ClientGone once nobody listens. */
export type Writer = { write(chunk: Buffer): Promise<void>; end(): Promise<void> }

/** Thrown by a scenario that has ended the response in its own way. */
export class EndedEarly extends Error {}

/** A writer on the response of an exchange whose headers are set. */
export function responseWriter({ response, signal }: Exchange): Writer {
  return {
    async write(chunk) {
      if (signal.aborted) throw new ClientGone()
      if (response.write(chunk)) return
      await once(response, 'drain', { signal }).catch(() => {
        throw new ClientGone()
      })
    },
    async end() {
      response.end()
    },
  }
}
