import type { Prompt } from '#shared/prompt'
import type { Finding, Fix } from '#shared/rules/finding'

export type Fixed = {
  prompt: Prompt
  applied: { finding: Finding; fix: Fix }[]
  /** The errors that have no safe fix. */
  left: Finding[]
}

/** Applies the first safe fix of every error, one after the other: a fix may bring or take away another finding. */
export function fixAll(prompt: Prompt, findingsIn: (prompt: Prompt) => readonly Finding[]): Fixed {
  const applied: Fixed['applied'] = []
  const tried = new Set<string>()
  for (let present = prompt; ; ) {
    const errors = findingsIn(present).filter(({ severity }) => severity === 'error')
    const next = errors
      .flatMap((finding) => finding.fixes.filter(({ isSafe }) => isSafe).map((fix) => ({ finding, fix })))
      .find(({ finding: { ruleId, field, reason } }) => !tried.has(`${ruleId} ${field} ${reason}`))
    if (!next) return { prompt: present, applied, left: errors }
    tried.add(`${next.finding.ruleId} ${next.finding.field} ${next.finding.reason}`)
    present = next.fix.apply(present)
    applied.push(next)
  }
}
