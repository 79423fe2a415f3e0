import { createStore, type StoreApi } from 'zustand/vanilla'
import { toErrorData } from '#shared/app-error'
import type { TokenCount } from '#shared/contract/prompts'
import { attachmentsOf } from '#shared/files/attachment'
import { findModel } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import { estimateInputTokens } from '#shared/request/estimate'
import type { Host } from '../../host/host.ts'
import type { RequestContext, RequestContextStore } from './request-context-store.ts'
import type { PromptStore } from './store/prompt-store.ts'
import { realTimers, type Timers } from './timers.ts'

export type TokenCountState = {
  /** The last count, of the prompt as it was then; `null` before the first. */
  count: TokenCount | null
  /** Whether the prompt has changed since `count`, and a new one is on its way. */
  isCounting: boolean
}

export type TokenCountStore = StoreApi<TokenCountState>

/** Typing must rest this long before the server is asked. */
const restMs = 600
/** A count sends every file along: with more bytes of them than this, nobody should upload them at each pause. */
const fewBytes = 1_000_000
const restWithFilesMs = 4_000

/** Counts the input tokens of the open prompt whenever it rests, and at once for another prompt, model or connection. */
export function createTokenCountStore(
  host: Host,
  prompts: PromptStore,
  context: RequestContextStore,
  timers: Timers = realTimers,
): TokenCountStore {
  const store = createStore<TokenCountState>()(() => ({ count: null, isCounting: false }))
  let timer: unknown = null
  let asking = false

  function schedule(ms: number, then: () => void = () => void ask()) {
    if (timer !== null) timers.clearTimeout(timer)
    timer = timers.setTimeout(() => {
      timer = null
      then()
    }, ms)
    // Only when it changes: this is called for every key.
    if (!store.getState().isCounting) store.setState({ isCounting: true })
  }

  /** Not for every key: which files there are is found in the whole conversation. */
  function askAfterRest() {
    const { prompt } = prompts.getState()
    if (prompt && hasManyBytes(prompt)) schedule(restWithFilesMs - restMs)
    else void ask()
  }

  /** One question at a time: what changed meanwhile is asked for afterwards. */
  async function ask(): Promise<void> {
    const { prompt } = prompts.getState()
    if (!prompt || asking) return
    const { connectionId } = context.getState()
    asking = true
    const count = await countOrEstimate(host, prompt, prompts.getState().heldAs(prompt), context.getState())
    asking = false
    const { prompt: newest } = prompts.getState()
    const isCurrent = newest === prompt && context.getState().connectionId === connectionId
    if (newest?.id === prompt.id) store.setState({ count })
    if (isCurrent) store.setState({ isCounting: false })
    else if (timer === null) schedule(0)
  }

  prompts.subscribe(({ prompt }, { prompt: before }) => {
    if (!prompt || prompt === before || (before && isCountedAlike(prompt, before))) return
    if (prompt.id !== before?.id) store.setState({ count: null })
    if (prompt.id === before?.id && prompt.model === before.model) schedule(restMs, askAfterRest)
    else schedule(0)
  })
  context.subscribe((now, before) => {
    if (prompts.getState().prompt && now.connectionId !== before.connectionId) schedule(0)
  })
  if (prompts.getState().prompt) schedule(0)
  return store
}

/** @param held What the core knows this prompt by: a long conversation need not go there for its count. */
async function countOrEstimate(
  host: Host,
  prompt: Prompt,
  held: string | null,
  context: RequestContext,
): Promise<TokenCount> {
  try {
    const counted = held === null ? null : await host.call('tokens.countHeld', { id: prompt.id, state: held })
    return counted ?? (await host.call('tokens.count', { prompt }))
  } catch (error) {
    // Only here, so that the first screen does without it.
    const { buildRequest } = await import('#shared/request/request')
    const { body } = buildRequest(prompt, context.connectionKind)
    const inputTokens = estimateInputTokens(body, findModel(context.models, body.model))
    return { inputTokens, kind: 'estimate', reason: toErrorData(error).message }
  }
}

function hasManyBytes(prompt: Prompt): boolean {
  return attachmentsOf(prompt).reduce((sum, { bytes }) => sum + bytes, 0) > fewBytes
}

/** Whether two states of a prompt make the same request, for all that a count looks at. */
function isCountedAlike(a: Prompt, b: Prompt): boolean {
  const fields = ['id', 'model', 'apiVersion', 'system', 'messages', 'prefill', 'variables', 'settings'] as const
  return fields.every((field) => a[field] === b[field])
}
