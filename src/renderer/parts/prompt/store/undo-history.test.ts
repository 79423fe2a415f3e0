import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import {
  addMessage,
  changeRole,
  deleteMessage,
  moveMessage,
  type PromptEdit,
  setContent,
  setPrefill,
  setSetting,
  systemPlace,
  unsetSetting,
} from '../edits/prompt-edits.ts'
import { canRedo, canUndo, groupPauseMs, newHistory, record, redo, type UndoHistory, undo } from './undo-history.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Sorting',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'a', role: 'user', content: '' }],
  prefill: '',
  settings: { max_tokens: 100 },
}
const type = (history: UndoHistory, text: string, nowMs: number) =>
  record(history, setContent(systemPlace, text)(history.present), nowMs, 'system')

describe('typing', () => {
  it('is one step until the person pauses', () => {
    let history = newHistory(prompt)
    for (const [index, text] of ['H', 'He', 'Hey'].entries()) history = type(history, text, index * 100)
    history = type(history, 'Hey you', 200 + groupPauseMs)
    history = undo(history)
    expect(history.present.system).toBe('Hey')
    expect(undo(history).present.system).toBe('')
  })

  it('in another field begins another step', () => {
    let history = type(newHistory(prompt), 'a', 0)
    history = record(history, setPrefill('b')(history.present), 10, 'prefill')
    history = type(history, 'ac', 20)
    const states = [undo(history), undo(undo(history)), undo(undo(undo(history)))]
    expect(states.map(({ present }) => [present.system, present.prefill])).toEqual([
      ['a', 'b'],
      ['a', ''],
      ['', ''],
    ])
  })

  it('after an undo begins a new step and ends what could be redone', () => {
    const undone = undo(type(newHistory(prompt), 'a', 0))
    expect(canRedo(undone)).toBe(true)
    const typed = type(undone, 'b', 1)
    expect(canRedo(typed)).toBe(false)
    expect(undo(typed).present.system).toBe('')
  })

  it('that ends where it began is no step', () => {
    const history = undo(type(type(newHistory(prompt), 'a', 0), '', 10))
    expect(canUndo(history)).toBe(false)
  })
})

/** A random edit of any kind, structural or not. */
const anyEdit: fc.Arbitrary<{ edit: (prompt: Prompt) => Prompt; group: string | null; pauseMs: number }> = fc.record({
  pauseMs: fc.constantFrom(10, groupPauseMs * 2),
  group: fc.constantFrom(null, 'system', 'message:a'),
  edit: fc.oneof(
    fc.constantFrom('', 'a', 'ab').map((text) => setContent(systemPlace, text)),
    fc.tuple(fc.nat(6), fc.string()).map(
      ([at, text]): PromptEdit =>
        (before) => {
          const message = before.messages[at]
          return message ? setContent({ kind: 'message', id: message.id }, text)(before) : before
        },
    ),
    fc.tuple(fc.uuid(), fc.nat(6)).map(([id, at]) => addMessage({ id, role: 'user', content: id }, at)),
    fc.nat(6).map(
      (at): PromptEdit =>
        (before) =>
          deleteMessage(before.messages[at]?.id ?? '')(before),
    ),
    fc.tuple(fc.nat(6), fc.nat(6)).map(
      ([from, to]): PromptEdit =>
        (before) =>
          moveMessage(before.messages[from]?.id ?? '', to)(before),
    ),
    fc.nat(6).map(
      (at): PromptEdit =>
        (before) =>
          changeRole(before.messages[at]?.id ?? '', 'assistant')(before),
    ),
    fc.double({ noNaN: true }).map((value) => setSetting('temperature', value)),
    fc.constant(unsetSetting('temperature')),
  ),
})

/** The same history by whole copies: slow, and simple enough to trust. */
function createReference(start: Prompt) {
  const past: Prompt[] = []
  const future: Prompt[] = []
  let present = start
  let group: { name: string; atMs: number } | null = null

  /** A group that came back to where it began is no step. */
  function closeGroup() {
    if (past.length > 0 && JSON.stringify(past.at(-1)) === JSON.stringify(present)) past.pop()
    group = null
  }
  return {
    present: () => present,
    record(next: Prompt, nowMs: number, name: string | null) {
      const joins = name !== null && group?.name === name && nowMs - group.atMs < groupPauseMs
      if (!joins) {
        closeGroup()
        past.push(present)
        future.length = 0
      }
      present = next
      group = name === null ? null : { name, atMs: nowMs }
      if (name === null) closeGroup()
    },
    step(direction: 'undo' | 'redo') {
      closeGroup()
      const [from, to] = direction === 'undo' ? [past, future] : [future, past]
      const target = from.pop()
      if (!target) return
      to.push(present)
      present = target
    },
  }
}

describe('any sequence of edits, undos and redos', () => {
  it('gives the states that whole copies would give', () => {
    const step = fc.oneof({ weight: 3, arbitrary: anyEdit }, fc.constant('undo' as const), fc.constant('redo' as const))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let history = newHistory(prompt)
        const reference = createReference(prompt)
        let nowMs = 0
        for (const step of steps) {
          if (typeof step === 'string') {
            reference.step(step)
            history = step === 'undo' ? undo(history) : redo(history)
          } else {
            nowMs += step.pauseMs
            const next = step.edit(history.present)
            if (next !== history.present) reference.record(next, nowMs, step.group)
            history = record(history, next, nowMs, step.group)
          }
          expect(history.present).toEqual(reference.present())
        }
      }),
      { numRuns: 300 },
    )
  })
})
