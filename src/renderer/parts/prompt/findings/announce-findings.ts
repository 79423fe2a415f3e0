import type { Finding } from '#shared/rules/finding'
import type { PromptStore } from '../store/prompt-store.ts'
import { realTimers, type Timers } from '../timers.ts'
import type { FindingsStore } from './findings-store.ts'

/** A screen reader is told when nothing has changed for so long: not for each letter that makes and mends an error. */
const restMs = 1_500

/** So many are read out by name; more are counted. */
const mostNamed = 2

/**
 * Tells what edits have brought: errors and warnings that were not there when it last told, and the last one going away.
 * Hints are no news, and neither is what is found in a prompt that was just opened: the badge has the number.
 */
export function announceFindings(
  findings: FindingsStore,
  prompts: PromptStore,
  announce: (message: string) => void,
  timers: Timers = realTimers,
): void {
  let toldOf: string | undefined
  let told = new Set<string>()
  let timer: unknown = null

  function tell() {
    timer = null
    const id = prompts.getState().prompt?.id
    const grave = findings.getState().findings.filter(({ severity }) => severity !== 'hint')
    const fresh = grave.filter((finding) => !told.has(keyOf(finding)))
    const isOpening = id !== toldOf
    const hadSome = told.size > 0
    toldOf = id
    told = new Set(grave.map(keyOf))
    if (isOpening) return
    if (fresh.length > 0) announce(newsText(fresh))
    else if (hadSome && grave.length === 0) announce('Nothing will be refused any more.')
  }

  findings.subscribe(({ isJudged }) => {
    if (!isJudged) return
    if (prompts.getState().prompt?.id !== toldOf) return tell()
    if (timer !== null) timers.clearTimeout(timer)
    timer = timers.setTimeout(tell, restMs)
  })
}

function keyOf({ ruleId, field }: Finding): string {
  return `${ruleId} ${field}`
}

function newsText(fresh: readonly Finding[]): string {
  if (fresh.length > mostNamed) return `${fresh.length} new findings.`
  return fresh.map(({ title }) => `${title}.`).join(' ')
}
