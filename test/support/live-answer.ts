// An answer that a test writes by hand while the app shows it.
import type { ServerResponse } from 'node:http'
import { type RawServer, rawServer, textAnswer } from './raw-server.ts'

export type LiveAnswer = {
  url: string
  /** Resolves when a message has been asked for; only then can it be written. */
  isAsked: Promise<void>
  /** Sends these pieces of text, each as an event of its own. */
  write: (...pieces: string[]) => void
  /** Sends the pieces and ends the answer. */
  end: (...pieces: string[]) => void
  close: RawServer['close']
}

/** A server whose answers stay open until the test ends them. */
export async function liveAnswer(): Promise<LiveAnswer> {
  let answer: ServerResponse | null = null
  const asked = Promise.withResolvers<void>()
  const server = await rawServer((request, response) => {
    // Tokens are counted, too.
    if (request.url !== '/v1/messages') return response.writeHead(404).end()
    answer = response
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_live' })
    send(beginning())
    return asked.resolve()
  })
  const send = (events: string[]) => {
    if (!answer) throw new Error('Nothing has been asked yet.')
    answer.write(events.join(''))
  }
  return {
    url: server.url,
    isAsked: asked.promise,
    write: (...pieces) => send(deltas(pieces)),
    end: (...pieces) => {
      send([...deltas(pieces), ...ending()])
      answer?.end()
    },
    close: server.close,
  }
}

const beginning = () => textAnswer([]).slice(0, 2)
const deltas = (pieces: string[]) => textAnswer(pieces).slice(2, -3)
const ending = () => textAnswer([]).slice(-3)
