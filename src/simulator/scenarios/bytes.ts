// Scenarios that work on the bytes of a response, whatever they mean.
import { createGzip } from 'node:zlib'
import { type Exchange, pause } from '../exchange.ts'
import { EndedEarly, type Writer } from '../writer.ts'
import type { Effect, EffectInput } from './effect.ts'

/** A few bytes at a time. */
export const drip = ({ number }: EffectInput): Effect => ({
  write: (writer, { signal }) => ({
    async write(chunk) {
      const size = Math.max(1, number('bytes'))
      for (let at = 0; at < chunk.length; at += size) {
        if (number('ms') > 0) await pause(number('ms'), signal)
        await writer.write(chunk.subarray(at, at + size))
      }
    },
    end: () => writer.end(),
  }),
})

/** Breaks off after so many bytes. */
export const cut = ({ number, text }: EffectInput): Effect => ({
  write: (writer, exchange) => cutAfter(number('after'), text('inside'), text('how'), writer, exchange),
})

/** A writer that ends the response after so many bytes, or inside the first character of several bytes from there on. */
export function cutAfter(after: number, inside: string, how: string, writer: Writer, exchange: Exchange): Writer {
  let sent = 0
  const finish = async (): Promise<never> => {
    await breakOff(exchange, how)
    throw new EndedEarly()
  }
  if (after === 0) exchange.response.flushHeaders()
  return {
    async write(chunk) {
      const at = placeToCut(chunk, after - sent, inside)
      sent += chunk.length
      if (at === null) return writer.write(chunk)
      if (at > 0) await writer.write(chunk.subarray(0, at))
      return finish()
    },
    end: () => writer.end(),
  }
}

/** Index in the chunk at which to cut, or `null` when it is not in this chunk. */
function placeToCut(chunk: Buffer, left: number, inside: string): number | null {
  if (inside !== 'utf8') return left <= chunk.length ? Math.max(0, left) : null
  const start = chunk.findIndex((byte, index) => index >= left && byte >= 0xc0)
  return start < 0 ? null : start + 1
}

/** Milliseconds for the bytes before a reset to be read: a reset may throw away what is still on its way. */
const SETTLE_MS = 30

async function breakOff({ response, request, signal }: Exchange, how: string): Promise<void> {
  if (how === 'close') {
    response.end()
    return
  }
  await pause(SETTLE_MS, signal)
  if (how === 'reset') request.socket.resetAndDestroy()
  else request.socket.destroy()
}

/** Compresses the body, flushing after every event. */
export const gzip = ({ number }: EffectInput): Effect => ({
  headers: { 'content-encoding': 'gzip' },
  write(plain, exchange) {
    const writer = number('cut') > 0 ? cutAfter(number('cut'), 'anywhere', 'drop', plain, exchange) : plain
    const packer = createGzip()
    const flush = async () => {
      for (let chunk = packer.read() as Buffer | null; chunk !== null; chunk = packer.read() as Buffer | null)
        await writer.write(chunk)
    }
    return {
      async write(chunk) {
        packer.write(chunk)
        await new Promise<void>((resolve) => packer.flush(() => resolve()))
        await flush()
      },
      async end() {
        await new Promise<void>((resolve) => {
          packer.once('readable', resolve)
          packer.end()
        })
        await flush()
        await writer.end()
      },
    }
  },
})
