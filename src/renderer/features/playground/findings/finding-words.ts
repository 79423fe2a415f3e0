import type { Finding, Severity } from '#shared/rules/finding'

/** The tone of a severity's dot. */
export const severityTones = { error: 'error', warning: 'warning', hint: 'neutral' } as const

/** What a severity means, for a title or a screen reader. */
export const severityMeanings: Record<Severity, string> = {
  error: 'Will be refused',
  warning: 'May be refused, or costs more',
  hint: 'Advice',
}

/** `2 will be refused, 1 hint`; says so when nothing was found. */
export function severityWords(severities: readonly Severity[]): string {
  const count = (severity: Severity) => severities.filter((other) => other === severity).length
  const [errors, warnings, hints] = [count('error'), count('warning'), count('hint')]
  const words = [
    errors > 0 && `${errors} will be refused`,
    warnings > 0 && `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    hints > 0 && `${hints} ${hints === 1 ? 'hint' : 'hints'}`,
  ].filter((part) => part !== false)
  return words.length === 0 ? 'Nothing is known that would be refused' : words.join(', ')
}

const order: readonly Severity[] = ['error', 'warning', 'hint']

/** What will be refused first; findings of one severity stay as the rules list them. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))
}

/** What one set of findings has that the other does not, by what they say. */
export function findingsOnlyIn(one: readonly Finding[], other: readonly Finding[]): Finding[] {
  const said = new Set(other.map(({ ruleId, field }) => `${ruleId} ${field}`))
  return one.filter(({ ruleId, field }) => !said.has(`${ruleId} ${field}`))
}
