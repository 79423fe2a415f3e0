// A tool's call is answered at the head of the very next turn, and nothing else is answered there.
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { holdsRoundedInteger } from '../text/rounded-integers.ts'
import { freshId, safely, withBlock, withMessage } from './edits.ts'
import type { Fix, Found, Rule } from './finding.ts'
import { blocksOf, type Reading, type SentMessage, type Turn } from './reading.ts'
import { checkedAt, docs, listed, messageField, refused, warned } from './rule.ts'

const source = `${docs}agents-and-tools/tool-use/handle-tool-calls`

/** A tool's call or result, and where it stands. */
type Place = { one: SentMessage; at: number; id: string; block: ContentBlock }

/** Calls of an assistant's turn, results of a user's; elsewhere these blocks break another rule. */
function placesOf(turn: Turn | undefined, type: 'tool_use' | 'tool_result'): Place[] {
  if (turn?.role !== (type === 'tool_use' ? 'assistant' : 'user')) return []
  const key = type === 'tool_use' ? 'id' : 'tool_use_id'
  const places: Place[] = []
  for (const one of turn.messages) {
    if (!one.facts.kinds.has(type)) continue
    for (const [at, block] of one.facts.blocks.entries()) {
      const id = block.type === type ? block[key] : null
      if (typeof id === 'string') places.push({ one, at, id, block })
    }
  }
  return places
}

/** The turns, or none where no message holds a tool's block: then there is nothing to judge. */
function toolTurns(reading: Reading): readonly Turn[] {
  const holds = reading.special.some(({ facts: { kinds } }) => kinds.has('tool_use') || kinds.has('tool_result'))
  return holds ? reading.turns() : []
}

/** Results at the head of a turn, before any other block. */
function headResults(turn: Turn | undefined): Set<string> {
  const blocks = (turn?.messages ?? []).flatMap(({ facts }) => facts.blocks)
  const end = blocks.findIndex(({ type }) => type !== 'tool_result')
  const head = end < 0 ? blocks : blocks.slice(0, end)
  return new Set(head.flatMap(({ tool_use_id }) => (typeof tool_use_id === 'string' ? [tool_use_id] : [])))
}

/** Every call has its result at the head of the next turn. */
export const toolUseAnsweredRule: Rule = {
  id: 'tool-use-answered',
  covers: [],
  checks: 'Every tool_use has its tool_result at the head of the next message.',
  severities: ['error'],
  source,
  checkedAt,
  find: (_prompt, _context, reading) => {
    const turns = toolTurns(reading)
    return turns.flatMap((turn, index): Found[] => {
      const calls = placesOf(turn, 'tool_use')
      if (calls.length === 0) return []
      const next = turns[index + 1]
      const answered = headResults(next)
      const open = calls.filter(({ id }) => !answered.has(id))
      const first = open[0]
      if (first === undefined) return []
      const late = new Set(placesOf(next, 'tool_result').map(({ id }) => id))
      const ids = open.map(({ id }) => id)
      const reason = `The next message does not begin with the tool_result of ${listed(ids.slice(0, 5))}.`
      const isOnlyLate = ids.every((id) => late.has(id))
      const fix = isOnlyLate
        ? resultsFirst(next!)
        : addResults(
            turn,
            next,
            ids.filter((id) => !late.has(id)),
          )
      return [
        refused(messageField(first.one.index, first.at), 'A tool use without result will be refused', reason, [fix]),
      ]
    })
  },
}

/** All blocks of a turn in its first message, results first. */
function resultsFirst(turn: Turn): Fix {
  const ids = turn.messages.map(({ message }) => message.id)
  return safely('Move results to the front', (prompt) => ({ ...prompt, messages: gathered(prompt, ids, []) }))
}

function gathered(prompt: Prompt, ids: readonly string[], more: readonly ContentBlock[]): Prompt['messages'] {
  const blocks = prompt.messages.filter(({ id }) => ids.includes(id)).flatMap(({ content }) => blocksOf(content))
  const isResult = ({ type }: ContentBlock) => type === 'tool_result'
  const content = [...blocks.filter(isResult), ...more, ...blocks.filter((block) => !isResult(block))]
  return prompt.messages.flatMap((message) => {
    if (message.id === ids[0]) return [{ ...message, content }]
    return ids.includes(message.id) ? [] : [message]
  })
}

/** Results to be filled in: in the user's turn that follows, or in a new one. */
function addResults(turn: Turn, next: Turn | undefined, ids: readonly string[]): Fix {
  const results = ids.map((id): ContentBlock => ({ type: 'tool_result', tool_use_id: id, content: '' }))
  return safely(ids.length === 1 ? 'Add tool result' : 'Add tool results', (prompt) => {
    if (next?.role === 'user') {
      const nextIds = next.messages.map(({ message }) => message.id)
      return { ...prompt, messages: gathered(prompt, nextIds, results) }
    }
    const lastId = turn.messages.at(-1)?.message.id
    const added = { id: freshId(prompt, 'tool-result'), role: 'user' as const, content: results }
    return {
      ...prompt,
      messages: prompt.messages.flatMap((message) => (message.id === lastId ? [message, added] : [message])),
    }
  })
}

/** Every result answers a call of the turn before it, once. */
export const toolResultMeantRule: Rule = {
  id: 'tool-result-meant',
  covers: [],
  checks: 'Every tool_result answers a tool_use of the message before, and each is answered once.',
  severities: ['error'],
  source,
  checkedAt,
  find: (_prompt, _context, reading) => {
    const turns = toolTurns(reading)
    return turns.flatMap((turn, index) => {
      const results = placesOf(turn, 'tool_result')
      if (results.length === 0) return []
      const calls = new Set(placesOf(turns[index - 1], 'tool_use').map(({ id }) => id))
      const answered = new Set<string>()
      return results.flatMap((place): Found[] => {
        const { one, at, id } = place
        const field = messageField(one.index, at)
        if (!calls.has(id)) {
          const reason = `The message before holds no tool_use with the id ${id}.`
          return [refused(field, 'A tool result without use will be refused', reason, [unwrap(place)])]
        }
        if (!answered.has(id)) {
          answered.add(id)
          return []
        }
        return [
          refused(field, 'A second tool result will be refused', `The tool use ${id} is answered twice.`, [
            unwrap(place),
          ]),
        ]
      })
    })
  },
}

/** What a result holds, as blocks of the user's own. */
function unwrap({ one, at, block, id }: Place): Fix {
  return safely('Turn into text', (prompt) =>
    withMessage(prompt, one.message.id, (message) => {
      const content = typeof block.content === 'string' ? block.content : (block.content as ContentBlock[] | undefined)
      const inside = blocksOf(content ?? '').filter(({ type, text }) => type !== 'text' || text !== '')
      const held = inside.length > 0 ? inside : [{ type: 'text', text: `Result of ${id}: nothing.` }]
      const all = blocksOf(message.content)
      const without = [...all.slice(0, at), ...all.slice(at + 1)]
      // Other results stay at the head of the message.
      const head = without.findLastIndex(({ type }) => type === 'tool_result') + 1
      return { ...message, content: [...without.slice(0, head), ...held, ...without.slice(head)] }
    }),
  )
}

/** No two calls have one id. */
export const toolUseIdsRule: Rule = {
  id: 'tool-use-ids',
  covers: [],
  checks: 'The ids of tool_use blocks are unique.',
  severities: ['error'],
  source,
  checkedAt,
  find: (_prompt, _context, reading) => {
    const turns = toolTurns(reading)
    const seen = new Set<string>()
    return turns.flatMap((turn, index) =>
      placesOf(turn, 'tool_use').flatMap((place): Found[] => {
        const { one, at, id } = place
        if (!seen.has(id)) {
          seen.add(id)
          return []
        }
        const fix = renameUse(place, turns[index + 1], freeId(turns, id))
        return [
          refused(messageField(one.index, at), 'An id twice will be refused', `Two tool uses have the id ${id}.`, [
            fix,
          ]),
        ]
      }),
    )
  },
}

function freeId(turns: readonly Turn[], id: string): string {
  const taken = new Set(turns.flatMap((turn) => placesOf(turn, 'tool_use').map((place) => place.id)))
  let free = `${id}_2`
  for (let number = 3; taken.has(free); number += 1) free = `${id}_${number}`
  return free
}

/** A new id for a call, and for the last result in the next turn that answers the old one. */
function renameUse({ one, at, id }: Place, next: Turn | undefined, free: string): Fix {
  const answer = placesOf(next, 'tool_result').findLast((result) => result.id === id)
  return safely('Give it an id of its own', (prompt) => {
    const renamed = withBlock(prompt, one.message.id, at, (block) => ({ ...block, id: free }))
    if (!answer) return renamed
    return withBlock(renamed, answer.one.message.id, answer.at, (block) => ({ ...block, tool_use_id: free }))
  })
}

/** A call whose numbers may not be those that the model wrote: JSON.parse rounds them, and so they would go back. */
export const toolInputNumbersRule: Rule = {
  id: 'tool-input-numbers',
  covers: [],
  checks: 'No whole number beyond 2^53 in the input of a tool_use: it is rounded here.',
  severities: ['warning'],
  source: 'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Number/isSafeInteger',
  checkedAt,
  find: (_prompt, { memory }, { special }) =>
    special.flatMap(({ index, facts }) => {
      if (!facts.kinds.has('tool_use')) return []
      return facts.blocks.flatMap((block, at): Found[] => {
        if (block.type !== 'tool_use') return []
        if (!memory.recall('rounded', block, () => holdsRoundedInteger(block.input))) return []
        const reason = 'Numbers beyond 2^53 are rounded here, and would be sent so.'
        return [warned(messageField(index, at), 'A number of the tool’s input may be another one', reason)]
      })
    }),
}

export const toolTurnRules: readonly Rule[] = [
  toolUseAnsweredRule,
  toolResultMeantRule,
  toolUseIdsRule,
  toolInputNumbersRule,
]
