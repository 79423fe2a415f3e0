import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request that reached the attacker. */
export type Hit = { path: string; cookie: string | undefined; body: string }

/** A server of somebody else on this machine: it serves one page, and remembers everything that reaches it. */
export type Attacker = { port: number; hits: Hit[]; close: () => Promise<void> }

/** Starts it on any port of 127.0.0.1. `/` is an empty page without any policy; everything else is an empty 200. */
export async function startAttacker(): Promise<Attacker> {
  const hits: Hit[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const path = request.url ?? ''
      if (path !== '/' && path !== '/favicon.ico') hits.push({ path, cookie: request.headers.cookie, body })
      response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' })
      response.end('<!doctype html><title>attacker</title><body>')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    hits,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
