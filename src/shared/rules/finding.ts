import type { ConnectionKind } from '../connections/connection.ts'
import type { ModelInfo } from '../models/models.ts'
import type { Prompt } from '../prompt/prompt.ts'
import type { Memory } from './memory.ts'
import type { Reading } from './reading.ts'

/** `error`: will be refused. `warning`: may be refused, or costs money. `hint`: advice. */
export type Severity = 'error' | 'warning' | 'hint'

/** What a rule looks at besides the prompt. Nothing here depends on whose key is used. */
export type RuleContext = {
  /** The entry for the prompt's model, with what the Models API reports laid over it; `null` for an unknown model. */
  model: ModelInfo | null
  /** Every known model: where a retired one's replacement is looked for. */
  models: readonly ModelInfo[]
  /** The `anthropic-version` that would be sent. */
  apiVersion: string
  connectionKind: ConnectionKind
  /** Input tokens of this request, `null` while unknown. */
  inputTokens: number | null
  /** Whether `inputTokens` is our own estimate; count_tokens gives the exact number. */
  inputTokensAreEstimated: boolean
  /** Today, an ISO 8601 date or moment. */
  now: string
  /** What was read of messages before: make one with `createMemory()`, keep it, and an edit reads the edited message only. */
  memory: Memory
}

/**
 * A way out: a pure prompt → prompt function with a label for its button. A safe one loses nothing that the user wrote
 * except a value that would be refused; `fixAll` takes safe ones only.
 */
export type Fix = { label: string; isSafe: boolean; apply: (prompt: Prompt) => Prompt }

/**
 * Where a prompt meets a rule. `field` names the control that shows it, one of:
 * - `model`, `api_version`, `system`, `system.N`, `prefill`, `messages`, `messages.N`, `messages.N.content.M`. N counts
 *   `Prompt.messages` from 0, muted ones too; M counts the message's blocks.
 * - a request field by its API name: `max_tokens`, `temperature`, `top_p`, `top_k`, `stop_sequences`, `metadata`,
 *   `metadata.user_id`, `thinking`, `thinking.budget_tokens`, `thinking.display`, `tools`, `tools.N`, `tool_choice`,
 *   `speed`, `service_tier`, `inference_geo`, `cache_control`, `container`, `diagnostics`, `stream`, or whatever unknown field is set;
 * - `betas` and `headers` for the prompt's own headers;
 * - `effort` and `format` for `output_config.effort` and `output_config.format`, `output_config` for the rest of it;
 * - `input_tokens` for what the number of input tokens brings, `request` for the size of the whole body.
 */
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

/** A finding as its rule states it. */
export type Found = Omit<Finding, 'ruleId' | 'source' | 'checkedAt'>

/** One rule: data, and a small pure function that returns what it found. */
export type Rule = {
  id: string
  /** Which preflight rules of the Messages API reference it covers, such as R6; none for what the reference says elsewhere. */
  covers: readonly string[]
  /** What it checks, in one sentence. */
  checks: string
  /** Every severity that it gives. */
  severities: readonly Severity[]
  /** Where the fact can be read. */
  source: string
  /** The day on which it was read there. */
  checkedAt: string
  /** Whether `fixAll` tidies this up although it is no error. */
  isTidying?: true
  find: (prompt: Prompt, context: RuleContext, reading: Reading) => Found[]
}
