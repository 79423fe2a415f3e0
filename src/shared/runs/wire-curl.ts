import type { WireAttempt, WireHeader } from './wire.ts'

/** What curl writes by itself, or what says nothing about the request but only who sent it. */
const leftOut =
  /^(host|connection|content-length|accept-encoding|accept-language|sec-fetch-mode|user-agent|x-stainless-.*)$/i

/** Longest argument that every system takes: Linux allows 131,072 bytes. */
const longestArgument = 100_000

type SentRequest = Pick<WireAttempt, 'method' | 'url' | 'requestHeaders'> & { body: string }

/**
 * The request as a command for a POSIX shell. The key is read from the environment, and everything else stands in single
 * quotes, in which a shell changes nothing. A long body goes in by way of standard input: `printf` is the shell's own.
 */
export function toCurl({ method, url, requestHeaders, body }: SentRequest): string {
  const headers = requestHeaders.filter(({ name }) => !leftOut.test(name)).map((header) => `-H ${headerText(header)}`)
  const isLong = body.length * 3 > longestArgument
  const data = isLong ? '--data-binary @-' : `--data-raw ${quoted(body)}`
  const curl = [`curl --no-buffer --globoff -X ${quoted(method)} ${quoted(url)}`, ...headers, data].join(' \\\n  ')
  return isLong ? `printf %s ${quoted(body)} |\n  ${curl}` : curl
}

function headerText({ name, value, isSecret }: WireHeader): string {
  if (!isSecret) return quoted(value === '' ? `${name};` : `${name}: ${value}`)
  const scheme = /^(Bearer|Basic) /i.exec(value)?.[0] ?? ''
  return `${quoted(`${name}: ${scheme}`)}"$ANTHROPIC_API_KEY"`
}

/** In single quotes; a single quote itself has to stand outside of them. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
