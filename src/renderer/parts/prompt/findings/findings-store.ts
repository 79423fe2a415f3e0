import { createStore, type StoreApi } from 'zustand/vanilla'
import { findModel, type ModelInfo } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import { chooseVersion } from '#shared/request/api-version'
import type { Finding } from '#shared/rules/finding'
import { createMemory } from '#shared/rules/memory'
import type { Fixed, RuleSurroundings } from '#shared/rules/rules'
import type { RequestContextStore } from '../request-context-store.ts'
import type { PromptStore } from '../store/prompt-store.ts'
import { realTimers, type Timers } from '../timers.ts'
import type { TokenCountStore } from '../token-count-store.ts'
import { type FindingsByOwner, groupByOwner } from './finding-owner.ts'

/** The open prompt as the rules see it. */
export type FindingsState = {
  findings: Finding[]
  /** The same by the control that shows them: see `ownerOf`. */
  byOwner: FindingsByOwner
  /** Whether the rules have judged: they arrive just after the first screen. */
  isJudged: boolean
  /** The `anthropic-version` that would be sent, and why. */
  apiVersion: string
  versionReason: string
  /** `null` for a model that the catalogue does not know. */
  model: ModelInfo | null
}

export type FindingsStore = StoreApi<FindingsState> & {
  /** Resolves once the rules have arrived and judged the open prompt. */
  ready: Promise<void>
  /** Judges the open prompt as it is this moment, once the rules are there. */
  judgeNow: () => Promise<FindingsState>
  /** What would be found in any prompt, such as the open one under another version; empty until the rules are there. */
  findingsIn: (prompt: Prompt) => Finding[]
  /** The prompt with everything fixed that can be fixed safely, and what that was. */
  fixAllIn: (prompt: Prompt) => Fixed
}

type Rules = Pick<typeof import('#shared/rules/rules'), 'contextOf' | 'findings' | 'fixAll'>

export type FindingsOptions = {
  timers?: Timers
  loadRules?: () => Promise<Rules>
  /** How many input tokens there are, for the rules that ask. */
  tokenCount?: TokenCountStore
}

/** How long typing must rest before the rules look again. */
const restMs = 150
/** Anything else is judged when the frame that shows it is over. */
const nextFrameMs = 20

const noOne: FindingsByOwner = new Map()

/**
 * Judges the open prompt, never while a key is being handled: a burst of edits is judged once. Another prompt is judged at
 * once, because what was found in the one before says nothing about it.
 */
export function createFindingsStore(
  prompts: PromptStore,
  context: RequestContextStore,
  options: FindingsOptions = {},
): FindingsStore {
  const { timers = realTimers, loadRules = () => import('#shared/rules/rules'), tokenCount } = options
  const memory = createMemory()
  let rules: Rules | null = null
  let timer: unknown = null
  let isDueSoon = false

  function surroundings(): RuleSurroundings {
    const { models, connectionKind } = context.getState()
    const { count, isCounting } = tokenCount?.getState() ?? { count: null, isCounting: false }
    return {
      models,
      connectionKind,
      inputTokens: count?.inputTokens ?? null,
      inputTokensAreEstimated: isCounting || count?.kind === 'estimate',
      now: new Date().toISOString(),
      memory,
    }
  }

  function findingsIn(prompt: Prompt): Finding[] {
    return rules ? rules.findings(prompt, rules.contextOf(prompt, surroundings())) : []
  }

  function fixAllIn(prompt: Prompt): Fixed {
    return rules ? rules.fixAll(prompt, surroundings()) : { prompt, applied: [] }
  }

  function judge(): FindingsState {
    const { prompt } = prompts.getState()
    const { models, connectionKind } = context.getState()
    const none = { findings: [], byOwner: noOne, isJudged: false }
    if (!prompt) return { ...none, apiVersion: '', versionReason: '', model: null }
    const version = { ...chooseVersion(prompt, connectionKind), model: findModel(models, prompt.model) }
    if (!rules) return { ...none, ...version }
    const findings = findingsIn(prompt)
    return { ...version, findings, byOwner: groupByOwner(findings), isJudged: true }
  }

  const store = createStore<FindingsState>()(judge)

  function judgeAtOnce() {
    if (timer !== null) timers.clearTimeout(timer)
    timer = null
    store.setState(judge())
  }
  function judgeIn(ms: number) {
    const isSoon = ms < restMs
    if (timer !== null && isDueSoon && !isSoon) return
    if (timer !== null) timers.clearTimeout(timer)
    isDueSoon = isSoon
    timer = timers.setTimeout(judgeAtOnce, ms)
  }

  context.subscribe(judgeAtOnce)
  prompts.subscribe(({ prompt }, { prompt: before }) => {
    if (prompt === before) return
    if (!prompt || prompt.id !== before?.id) return judgeAtOnce()
    judgeIn(isOnlyTyping(before, prompt) ? restMs : nextFrameMs)
  })
  tokenCount?.subscribe(({ count }, { count: before }) => {
    if (count && count !== before) judgeIn(nextFrameMs)
  })
  const ready = loadRules().then((loaded) => {
    rules = loaded
    judgeAtOnce()
  })
  const judgeNow = async () => {
    await ready
    judgeAtOnce()
    return store.getState()
  }
  return Object.assign(store, { ready, judgeNow, findingsIn, fixAllIn })
}

function isOnlyTyping(before: Prompt, after: Prompt): boolean {
  return (
    before.settings === after.settings &&
    before.model === after.model &&
    before.apiVersion === after.apiVersion &&
    before.messages.length === after.messages.length
  )
}

const none: Finding[] = []

/** The findings that the control of this owner shows. */
export function findingsOf({ byOwner }: FindingsState, owner: string): Finding[] {
  return byOwner.get(owner) ?? none
}
