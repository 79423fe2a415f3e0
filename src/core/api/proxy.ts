import http from 'node:http'

type Environment = Record<string, string | undefined>

/** Never by way of a proxy: the simulator, and servers on this computer. */
const ownHosts = '127.0.0.1,localhost,::1'

/**
 * Lets every request of this process go by way of the proxy that the environment names (`HTTP_PROXY`, `HTTPS_PROXY`,
 * `NO_PROXY`, in capitals or not), but for those to this computer. Does nothing where none is named. A Node that cannot do
 * that, before 24.14, goes without.
 * @returns How to undo it.
 */
export function takeProxyFrom(environment: Environment): () => void {
  const named = (name: string) => environment[name.toLowerCase()] ?? environment[name] ?? ''
  const [http_proxy, https_proxy] = [named('HTTP_PROXY'), named('HTTPS_PROXY')]
  // Node 22 has no such function, whatever the types say.
  const setProxy = http.setGlobalProxyFromEnv as typeof http.setGlobalProxyFromEnv | undefined
  if ((http_proxy === '' && https_proxy === '') || !setProxy) return () => {}
  const no_proxy = [ownHosts, named('NO_PROXY')].filter((hosts) => hosts !== '').join(',')
  return setProxy({ no_proxy, ...(http_proxy ? { http_proxy } : {}), ...(https_proxy ? { https_proxy } : {}) })
}
