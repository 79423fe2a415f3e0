import { createStore, type StoreApi } from 'zustand/vanilla'
import { findModel, type ModelInfo } from '#shared/models'
import type { Prompt } from '#shared/prompt'
import { chooseVersion } from '#shared/request'
import type { Finding } from '#shared/rules/finding'
import { createMemory } from '#shared/rules/memory'
import type { PromptStore } from './prompt-store.ts'
import type { RequestContextStore } from './request-context-store.ts'
import { realTimers, type Timers } from './timers.ts'

/** The open prompt as the rules see it. */
export type FindingsState = {
  findings: Finding[]
  /** Whether the rules have judged: they arrive just after the first screen. */
  isJudged: boolean
  /** The `anthropic-version` that would be sent, and why. */
  apiVersion: string
  versionReason: string
  /** `null` for a model that the catalogue does not know. */
  model: ModelInfo | null
}

/** `ready` resolves once the rules have arrived and judged the open prompt. */
export type FindingsStore = StoreApi<FindingsState> & { ready: Promise<void> }

type Rules = Pick<typeof import('#shared/rules/rules'), 'contextOf' | 'findings'>

/** How long typing in a message must rest before the rules look again. */
const restMs = 150

/**
 * Judges the open prompt: at once when a setting, the model or the prefill changes, and off the typing path when only the
 * text of messages does.
 */
export function createFindingsStore(
  prompts: PromptStore,
  context: RequestContextStore,
  timers: Timers = realTimers,
  loadRules: () => Promise<Rules> = () => import('#shared/rules/rules'),
): FindingsStore {
  const memory = createMemory()
  let rules: Rules | null = null
  const judge = (): FindingsState => {
    const { prompt } = prompts.getState()
    const { models, connectionKind } = context.getState()
    if (!prompt) return { findings: [], isJudged: false, apiVersion: '', versionReason: '', model: null }
    const version = { ...chooseVersion(prompt, connectionKind), model: findModel(models, prompt.model) }
    if (!rules) return { ...version, findings: [], isJudged: false }
    const rest = { inputTokens: null, inputTokensAreEstimated: false, now: new Date().toISOString(), memory }
    const judged = rules.contextOf(prompt, { models, connectionKind, ...rest })
    return { ...version, findings: rules.findings(prompt, judged), isJudged: true }
  }
  const store = createStore<FindingsState>()(judge)
  let timer: unknown = null

  function judgeNow() {
    if (timer !== null) timers.clearTimeout(timer)
    timer = null
    store.setState(judge())
  }
  context.subscribe(judgeNow)
  prompts.subscribe(({ prompt }, { prompt: before }) => {
    if (prompt === before) return
    if (!prompt || !before || !isOnlyTyping(before, prompt)) return judgeNow()
    if (timer !== null) timers.clearTimeout(timer)
    timer = timers.setTimeout(judgeNow, restMs)
  })
  const ready = loadRules().then((loaded) => {
    rules = loaded
    judgeNow()
  })
  return Object.assign(store, { ready })
}

function isOnlyTyping(before: Prompt, after: Prompt): boolean {
  return (
    before.id === after.id &&
    before.settings === after.settings &&
    before.model === after.model &&
    before.apiVersion === after.apiVersion &&
    before.prefill === after.prefill &&
    before.messages.length === after.messages.length
  )
}

/** The findings that the control of this field shows. */
export function findingsOf(state: FindingsState, field: string): Finding[] {
  return state.findings.filter((finding) => finding.field === field)
}
