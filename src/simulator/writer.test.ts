import { createServer, get, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import type { Exchange } from './exchange.ts'
import { responseWriter } from './writer.ts'

const CHUNKS = 2000
const chunk = Buffer.alloc(32 * 1024, 'x')

/** A server that writes 64 MB as fast as its client reads. */
async function bigServer() {
  const state: { response: ServerResponse | null; written: number; failure: unknown } = {
    response: null,
    written: 0,
    failure: null,
  }
  const server = createServer((request, response) => {
    const leaving = new AbortController()
    response.once('close', () => leaving.abort())
    state.response = response
    const writer = responseWriter({ request, response, signal: leaving.signal } as Exchange)
    const writeAll = async () => {
      for (; state.written < CHUNKS; state.written += 1) await writer.write(chunk)
      await writer.end()
    }
    writeAll().catch((error: unknown) => {
      state.failure = error
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const reader = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' })
  const response = await new Promise<import('node:http').IncomingMessage>((resolve) => reader.once('response', resolve))
  response.pause()
  return { server, state, response, reader }
}

it('waits for a client that does not read, keeping little in memory, and goes on when it does', async () => {
  const { server, state, response } = await bigServer()
  await expect.poll(() => state.response?.writableNeedDrain).toBe(true)
  expect(state.written).toBeLessThan(CHUNKS)
  expect(state.response!.writableLength).toBeLessThan(1024 * 1024)
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) bytes += part.length
  expect(bytes).toBe(CHUNKS * chunk.length)
  server.close()
})

it('stops as soon as the client leaves', async () => {
  const { server, state, reader } = await bigServer()
  reader.once('error', () => {})
  reader.destroy()
  await expect.poll(() => (state.failure as Error | null)?.constructor.name).toBe('ClientGone')
  expect(state.written).toBeLessThan(CHUNKS)
  server.close()
})
