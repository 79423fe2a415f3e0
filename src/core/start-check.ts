// What the environment and the command line of a process can do to it before its first line runs, and what is done about it.

/** What a shell knows of how it was started. */
export type Start = {
  environment: Record<string, string | undefined>
  nodeArguments: readonly string[]
  arguments: readonly string[]
}

/** Options of Node that bring foreign code, a debugger or a copy of the TLS keys into a process. */
const riskyOptions =
  /^(--require|-r|--import|--loader|--experimental-loader|--inspect|--inspect-[\w-]+|--tls-keylog|--insecure-http-parser)(=|$)/
const riskySwitches: readonly [name: RegExp, sentence: string][] = [
  [
    /^--remote-debugging-(port|pipe)(=|$)/,
    'It was started with a debugging port: other programs on this computer can read and steer its window.',
  ],
  [/^--no-sandbox$/, 'It was started with --no-sandbox: a page that breaks out of its process is not held back.'],
  [/^--password-store=basic$/, 'It was started with --password-store=basic: no keyring protects a stored key.'],
  [/^--ignore-certificate-errors(=|$)/, 'It was started with --ignore-certificate-errors.'],
  [/^--proxy-server=/, 'It was started with a proxy of its own for its window.'],
]

/**
 * What makes this start less safe than usual, one sentence each; never a value, for it may be a password. Certificates are
 * verified whatever the environment says: NODE_TLS_REJECT_UNAUTHORIZED is taken out of it. A shell calls this at start,
 * before anything connects.
 */
export function checkStart({ environment, nodeArguments, arguments: switches }: Start): string[] {
  const warnings: string[] = []
  if (environment.NODE_TLS_REJECT_UNAUTHORIZED !== undefined) {
    const isOff = environment.NODE_TLS_REJECT_UNAUTHORIZED === '0'
    // Node reads it at every connection, so taking it out is enough.
    delete environment.NODE_TLS_REJECT_UNAUTHORIZED
    if (isOff) {
      warnings.push(
        'NODE_TLS_REJECT_UNAUTHORIZED=0 was set. Antiphon ignores it: certificates are verified all the same.',
      )
    }
  }
  const options = [...(environment.NODE_OPTIONS ?? '').split(/\s+/), ...nodeArguments]
  const risky = [...new Set(options.flatMap((option) => riskyOptions.exec(option)?.[1] ?? []))]
  if (risky.length > 0) {
    warnings.push(
      `Node was started with ${risky.join(', ')}: other code or a debugger may see what Antiphon sees, keys too.`,
    )
  }
  for (const [name, sentence] of riskySwitches)
    if (switches.some((option) => name.test(option))) warnings.push(sentence)
  return warnings
}
