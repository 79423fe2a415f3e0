import type { ConnectionKind } from '../connection.ts'
import type { ModelInfo } from '../models.ts'
import type { Prompt } from '../prompt.ts'

/** `error`: will be refused. `warning`: may be refused, or costs money. `hint`: advice. */
export type Severity = 'error' | 'warning' | 'hint'

/** What a rule looks at besides the prompt. */
export type RuleContext = { model: ModelInfo | null; apiVersion: string; connectionKind: ConnectionKind }

/** A way out: a pure prompt → prompt function with a label for its button. */
export type Fix = { label: string; apply: (prompt: Prompt) => Prompt }

/** Where a prompt meets a rule. `field` names the control that shows it: a settings field, `prefill`, `model` or `messages.N`. */
export type Finding = {
  ruleId: string
  severity: Severity
  field: string
  title: string
  reason: string
  source: string
  checkedAt: string
  fixes: Fix[]
}

/** One rule: data, and a small pure function that returns what it found. `source` is where the fact can be read, `checkedAt` when it was. */
export type Rule = {
  id: string
  source: string
  checkedAt: string
  find: (prompt: Prompt, context: RuleContext) => Omit<Finding, 'ruleId' | 'source' | 'checkedAt'>[]
}
