import type { ErrorWords } from '#shared/runs/error-advice'

/** Words for a connection that did not come about or was lost, by the code that Node or the system gives. */
export function connectionWords(code: string | null, host: string, said: string | null = null): ErrorWords {
  if (isProxyRefusal(said)) {
    return {
      title: `The proxy refused to lead to ${host}`,
      advice:
        'What it said is below; 407 means that it wants to be signed in to. Put the name and password into HTTPS_PROXY, or the host into NO_PROXY, and start Antiphon again.',
    }
  }
  if (code === 'ECONNREFUSED') {
    return {
      title: `Nothing listens at ${host}`,
      advice: 'Start the server, or correct the base URL of the connection.',
    }
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      title: `${host} cannot be found`,
      advice: 'Its name leads nowhere: this computer is offline, or the base URL has a typing error.',
    }
  }
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'ENETDOWN') {
    return {
      title: `There is no way to ${host}`,
      advice: 'This computer is offline, or the network does not lead there.',
    }
  }
  if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return {
      title: `${host} did not answer the call`,
      advice: 'No connection came about. The server is down, or a firewall is in between.',
    }
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { title: `${host} did not answer in time`, advice: 'It took the request and then stayed silent. Run again.' }
  }
  if (code !== null && isCertificateCode(code)) {
    return { title: `${host} cannot prove who it is`, advice: `${certificateAdvice(code)} Nothing was sent to it.` }
  }
  if (code !== null && (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('HPE_'))) {
    return {
      title: `${host} does not speak this protocol`,
      advice: 'Check whether the address begins with http or https, and its port.',
    }
  }
  return {
    title: `The connection to ${host} was lost`,
    advice: 'What had arrived is kept. Run again for a whole answer.',
  }
}

/** Whether these are undici's words for a proxy that opened no tunnel. */
export function isProxyRefusal(said: string | null | undefined): boolean {
  return said?.startsWith('Proxy response (') === true
}

function isCertificateCode(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)
}

function certificateAdvice(code: string): string {
  if (code === 'CERT_HAS_EXPIRED') return 'Its certificate has expired; whoever runs it has to renew it.'
  if (code === 'CERT_NOT_YET_VALID') return "Its certificate is not valid yet; check this computer's clock."
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'Its certificate belongs to another name; check the base URL.'
  return 'Its certificate is signed by nobody that this computer trusts. Where a company network does that, its certificate has to be installed on this computer.'
}
