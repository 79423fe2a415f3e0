// Cache breakpoints: at most four, the longer-lived ones first, and long enough to be cached at all.

import type { Prompt } from '../prompt/prompt.ts'
import { sentTools } from '../prompt/tools.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import { doNotSend, safely, withBlock, withSetting, withTool } from './edits.ts'
import type { Found, Rule, RuleContext } from './finding.ts'
import { objectOr, type Reading, textsOf } from './reading.ts'
import { checkedAt, count, docs, hinted, messageField, refused } from './rule.ts'

const source = `${docs}build-with-claude/prompt-caching`
const mostBreakpoints = 4

/** A breakpoint: where it shows, its time to live, how to change it, and the prompt's characters up to it. */
type Mark = {
  field: string
  ttl: JsonValue
  change: (prompt: Prompt, mark: JsonObject | null) => Prompt
  characters: () => number
}

const marked = <Part extends JsonObject>(part: Part, mark: JsonObject | null): Part => {
  const { cache_control: _before, ...others } = part
  return (mark === null ? others : { ...part, cache_control: mark }) as Part
}

/** Every breakpoint in the order in which the prompt is read: tools, system, messages, then the automatic one. */
function marksOf(prompt: Prompt, context: RuleContext, reading: Reading): Mark[] {
  const { memory } = context
  const marks: Mark[] = []
  const ttlOf = (mark: JsonValue | undefined) => objectOr(mark).ttl ?? '5m'
  const isMark = (mark: JsonValue | undefined) => isObject(mark)
  const toolCharacters = (to: number) =>
    sentTools(prompt)
      .filter(({ at }) => at < to)
      .reduce((sum, { tool }) => sum + length(tool), 0)
  const systemCharacters = (to: number) =>
    toolCharacters(Number.POSITIVE_INFINITY) +
    reading.system.slice(0, to).reduce((sum, block) => sum + length(block), 0)
  const length = (part: JsonValue) => (isObject(part) ? memory.recall('length', part, () => textsOf(part).length) : 0)
  for (const { at, tool } of sentTools(prompt)) {
    const mark = objectOr(tool).cache_control
    if (!isMark(mark)) continue
    const change: Mark['change'] = (changed, next) => withTool(changed, at, (part) => marked(part, next))
    marks.push({ field: `tools.${at}`, ttl: ttlOf(mark), change, characters: () => toolCharacters(at + 1) })
  }
  for (const [at, block] of reading.system.entries()) {
    if (!isMark(block.cache_control)) continue
    const change: Mark['change'] = (changed, next) => ({
      ...changed,
      system:
        typeof changed.system === 'string'
          ? changed.system
          : changed.system.map((part, place) => (place === at ? marked(part, next) : part)),
    })
    marks.push({
      field: `system.${at}`,
      ttl: ttlOf(block.cache_control),
      change,
      characters: () => systemCharacters(at + 1),
    })
  }
  const before = (index: number, at: number) =>
    systemCharacters(Number.POSITIVE_INFINITY) +
    reading.sent.reduce((sum, one) => {
      if (one.index > index) return sum
      const blocks = one.index === index ? one.facts.blocks.slice(0, at + 1) : one.facts.blocks
      return (
        sum +
        (typeof one.message.content === 'string'
          ? one.message.content.length
          : blocks.reduce((inner, block) => inner + length(block), 0))
      )
    }, 0)
  for (const { message, index, facts } of reading.special) {
    for (const { block, at, isNested } of facts.placed) {
      if (!isMark(block.cache_control)) continue
      const change: Mark['change'] = (changed, next) =>
        isNested ? changed : withBlock(changed, message.id, at, (part) => marked(part, next))
      marks.push({
        field: messageField(index, at),
        ttl: ttlOf(block.cache_control),
        change,
        characters: () => before(index, at),
      })
    }
  }
  if (isMark(prompt.settings.cache_control)) {
    const change: Mark['change'] = (changed, next) => withSetting(changed, 'cache_control', next ?? undefined)
    marks.push({
      field: 'cache_control',
      ttl: ttlOf(prompt.settings.cache_control),
      change,
      characters: () => before(Number.POSITIVE_INFINITY, 0),
    })
  }
  return marks
}

/** At most four, the automatic one included. */
export const cacheCountRule: Rule = {
  id: 'cache-count',
  covers: [],
  checks: 'At most four cache breakpoints, the automatic one included.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt, context, reading) => {
    const marks = marksOf(prompt, context, reading)
    if (marks.length <= mostBreakpoints) return []
    const excess = marks.slice(0, -mostBreakpoints)
    const reason = `At most ${mostBreakpoints} cache breakpoints are taken; there are ${marks.length}.`
    const keepLast = safely(`Keep the last ${mostBreakpoints}`, (changed) =>
      excess.reduce((mended, mark) => mark.change(mended, null), changed),
    )
    return [refused(marks[mostBreakpoints]!.field, 'Too many cache breakpoints', reason, [keepLast])]
  },
}

/** A breakpoint of an hour stands before those of five minutes. */
export const cacheOrderRule: Rule = {
  id: 'cache-order',
  covers: [],
  checks: 'Cache breakpoints of an hour stand before those of five minutes.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt, context, reading) => {
    const marks = marksOf(prompt, context, reading)
    const firstShort = marks.findIndex(({ ttl }) => ttl === '5m')
    const late = firstShort < 0 ? [] : marks.slice(firstShort).filter(({ ttl }) => ttl === '1h')
    if (late.length === 0) return []
    const reason = 'This breakpoint lives for an hour and comes after one of five minutes.'
    const shorten = safely('Make it five minutes', (changed) =>
      late.reduce((mended, mark) => mark.change(mended, { type: 'ephemeral', ttl: '5m' }), changed),
    )
    return [refused(late[0]!.field, 'The cache breakpoint will be refused', reason, [shorten])]
  },
}

const charactersPerToken = 3

/** A prefix below the model's minimum is silently not cached. */
export const cacheMinimumRule: Rule = {
  id: 'cache-minimum',
  covers: [],
  checks: 'What stands before a cache breakpoint is long enough to be cached.',
  severities: ['hint'],
  source,
  checkedAt,
  find: (prompt, context, reading) => {
    const { model, inputTokens } = context
    const least = model?.limits.minCacheableTokens ?? null
    if (!model || least === null) return []
    const marks = marksOf(prompt, context, reading)
    const all = marks.length > 0 && inputTokens !== null ? allCharacters(prompt, marks, context, reading) : 0
    return marks.flatMap((mark): Found[] => {
      const perToken = all > 0 && inputTokens ? all / inputTokens : charactersPerToken
      const tokens = Math.round(mark.characters() / perToken)
      if (tokens >= least) return []
      const reason = `About ${count(tokens)} tokens stand before this breakpoint; ${model.displayName} caches from ${count(least)} on, and says nothing below.`
      const remove =
        mark.field === 'cache_control'
          ? doNotSend('cache_control')
          : safely('Remove the breakpoint', (changed) => mark.change(changed, null))
      return [hinted(mark.field, 'Too short to be cached', reason, [remove])]
    })
  },
}

/** The characters of the whole prompt, as if a breakpoint stood at its end. */
function allCharacters(prompt: Prompt, marks: readonly Mark[], context: RuleContext, reading: Reading): number {
  const end = marks.find(({ field }) => field === 'cache_control')
  if (end) return end.characters()
  const ended = withSetting(prompt, 'cache_control', { type: 'ephemeral' })
  return marksOf(ended, context, reading).at(-1)?.characters() ?? 0
}

export const cacheRules: readonly Rule[] = [cacheCountRule, cacheOrderRule, cacheMinimumRule]
