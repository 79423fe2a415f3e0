/**
 * Takes every `ANTHROPIC_*` variable out of an environment, so that neither the SDK nor a child process is led elsewhere
 * by one. A shell calls it once, at start, before it loads anything large.
 * @returns The `ANTHROPIC_API_KEY` that was there, or `null`.
 */
export function cleanEnvironment(environment: Record<string, string | undefined>): string | null {
  const key = environment.ANTHROPIC_API_KEY?.trim() ?? ''
  for (const name of Object.keys(environment)) {
    if (name.toUpperCase().startsWith('ANTHROPIC_')) delete environment[name]
  }
  return key === '' ? null : key
}
