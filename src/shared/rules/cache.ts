// Cache breakpoints: at most four, the longer-lived ones first, and long enough to be cached at all.

import { createFileReader } from '../files/file-reader.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { sentTools } from '../prompt/tools.ts'
import { type CachePoint, cachePlan } from '../request/cache-plan.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import { doNotSend, safely, withBlock, withSetting, withTool } from './edits.ts'
import type { Found, Rule } from './finding.ts'
import { objectOr, type Reading } from './reading.ts'
import { checkedAt, count, docs, hinted, messageField, refused } from './rule.ts'

const source = `${docs}build-with-claude/prompt-caching`
const mostBreakpoints = 4

/** A breakpoint: where it shows, where it stands in the request, its time to live, and how to change it. */
type Mark = {
  field: string
  point: CachePoint
  ttl: JsonValue
  change: (prompt: Prompt, mark: JsonObject | null) => Prompt
}

const marked = <Part extends JsonObject>(part: Part, mark: JsonObject | null): Part => {
  const { cache_control: _before, ...others } = part
  return (mark === null ? others : { ...part, cache_control: mark }) as Part
}

const ttlOf = (mark: JsonObject) => mark.ttl ?? '5m'

/** Every breakpoint in the order in which the prompt is read: tools, system, messages, then the automatic one. */
function marksOf(prompt: Prompt, reading: Reading): Mark[] {
  const { cache_control } = prompt.settings
  const automatic: Mark[] = isObject(cache_control)
    ? [
        {
          field: 'cache_control',
          point: { kind: 'end' },
          ttl: ttlOf(cache_control),
          change: (changed, next) => withSetting(changed, 'cache_control', next ?? undefined),
        },
      ]
    : []
  return [...toolMarks(prompt), ...systemMarks(reading), ...messageMarks(reading), ...automatic]
}

function toolMarks(prompt: Prompt): Mark[] {
  return sentTools(prompt).flatMap(({ at, tool }) => {
    const { cache_control, name } = objectOr(tool)
    if (!isObject(cache_control)) return []
    const point: CachePoint = { kind: 'tool', name: typeof name === 'string' ? name : 'a tool' }
    const change: Mark['change'] = (changed, next) => withTool(changed, at, (part) => marked(part, next))
    return [{ field: `tools.${at}`, point, ttl: ttlOf(cache_control), change }]
  })
}

function systemMarks({ system }: Reading): Mark[] {
  return system.flatMap(({ cache_control }, at) => {
    if (!isObject(cache_control)) return []
    const change: Mark['change'] = (changed, next) => ({
      ...changed,
      system:
        typeof changed.system === 'string'
          ? changed.system
          : changed.system.map((part, place) => (place === at ? marked(part, next) : part)),
    })
    return [{ field: `system.${at}`, point: { kind: 'system', block: at }, ttl: ttlOf(cache_control), change }]
  })
}

function messageMarks({ special }: Reading): Mark[] {
  return special.flatMap(({ message: { id }, index, facts }) =>
    facts.placed.flatMap(({ block: { cache_control }, at, isNested }) => {
      if (!isObject(cache_control)) return []
      const change: Mark['change'] = (changed, next) =>
        isNested ? changed : withBlock(changed, id, at, (part) => marked(part, next))
      const point: CachePoint = { kind: 'message', id, block: at }
      return [{ field: messageField(index, at), point, ttl: ttlOf(cache_control), change }]
    }),
  )
}

/** At most four, the automatic one included. */
export const cacheCountRule: Rule = {
  id: 'cache-count',
  covers: [],
  checks: 'At most four cache breakpoints, the automatic one included.',
  severities: ['error'],
  source,
  checkedAt,
  find: (prompt, _context, reading) => {
    const marks = marksOf(prompt, reading)
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
  find: (prompt, _context, reading) => {
    const marks = marksOf(prompt, reading)
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

/** A prefix below the model's minimum is silently not cached. */
export const cacheMinimumRule: Rule = {
  id: 'cache-minimum',
  covers: [],
  checks: 'What stands before a cache breakpoint is long enough to be cached.',
  severities: ['hint'],
  source,
  checkedAt,
  find: (prompt, context, reading) => {
    const { model, connectionKind, inputTokens, memory } = context
    const { unfilled } = reading
    const least = model?.limits.minCacheableTokens ?? null
    if (!model || least === null) return []
    const marks = marksOf(prompt, reading)
    // The same sizes as those of the strip beside the messages.
    const files = memory.recall('file reader', unfilled.messages, createFileReader)
    const plan = marks.length > 0 ? cachePlan(unfilled, connectionKind, model, inputTokens, files) : []
    return marks.flatMap((mark): Found[] => {
      const tokens = plan.find(({ point }) => isSamePoint(point, mark.point))?.tokens
      if (tokens === undefined || tokens >= least) return []
      const reason = `About ${count(tokens)} tokens stand before this breakpoint; ${model.displayName} caches from ${count(least)} on, and says nothing below.`
      const remove =
        mark.field === 'cache_control'
          ? doNotSend('cache_control')
          : safely('Remove the breakpoint', (changed) => mark.change(changed, null))
      return [hinted(mark.field, 'Too short to be cached', reason, [remove])]
    })
  },
}

function isSamePoint(one: CachePoint, other: CachePoint): boolean {
  if (one.kind === 'tool') return other.kind === 'tool' && one.name === other.name
  if (one.kind === 'system') return other.kind === 'system' && one.block === other.block
  if (one.kind === 'end') return other.kind === 'end'
  return other.kind === 'message' && one.id === other.id && one.block === other.block
}

export const cacheRules: readonly Rule[] = [cacheCountRule, cacheOrderRule, cacheMinimumRule]
