// An HTTPS server with certificates made for one test: whole, expired, of another name, or of an authority nobody knows.
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { SecureVersion } from 'node:tls'
import { generate } from 'selfsigned'

export type Authority = { key: string; cert: string }

/** A certificate authority of its own. */
export async function createAuthority(): Promise<Authority> {
  const extensions = [
    { name: 'basicConstraints' as const, cA: true, critical: true },
    { name: 'keyUsage' as const, keyCertSign: true, digitalSignature: true, critical: true },
  ]
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Antiphon test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions,
  })
  return { key, cert }
}

export type TlsServerOptions = {
  /** `null`: the certificate is signed by itself. */
  authority: Authority | null
  /** The name that it is for; 127.0.0.1 otherwise. */
  name?: string
  notAfter?: Date
  newestVersion?: SecureVersion
  answer: string
}

export type TlsServer = { url: string; requests: () => number; close: () => Promise<void> }

export async function startTlsServer(options: TlsServerOptions): Promise<TlsServer> {
  const { authority, name, notAfter = new Date(Date.now() + 86_400_000), newestVersion, answer } = options
  const altNames = name ? [{ type: 2 as const, value: name }] : [{ type: 7 as const, ip: '127.0.0.1' }]
  const { private: key, cert } = await generate([{ name: 'commonName', value: name ?? '127.0.0.1' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(notAfter.getTime() - 2 * 86_400_000),
    notAfterDate: notAfter,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames },
    ],
    ...(authority ? { ca: authority } : {}),
  })
  const old = newestVersion
    ? { minVersion: 'TLSv1' as const, maxVersion: newestVersion, ciphers: 'DEFAULT@SECLEVEL=0' }
    : {}
  let requests = 0
  const server = createServer({ key, cert, ...old }, (_request, response) => {
    requests += 1
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer)
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `https://127.0.0.1:${port}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
