import type { Prompt } from '#shared/prompt/prompt'
import { apply, diff, fits, type Patch } from '../edits/patch.ts'

/** Keystrokes in one field belong together until the person pauses this long, as editors do. */
export const groupPauseMs = 500

/** Steps as a chain, the nearest first: adding one costs the same after a hundred thousand of them. */
export type Steps = { patch: Patch; others: Steps } | null

/**
 * Every change of one prompt. `present` is what the user sees; `settled` is the state before the open group of keystrokes
 * and the same as `present` when none is open. A group becomes a patch only when it closes, so that typing compares nothing.
 */
export type UndoHistory = {
  present: Prompt
  settled: Prompt
  past: Steps
  future: Steps
  /** The number of steps that lie behind, those counted that were too old to be kept. */
  depth: number
  /** The number of the first step that the core does not have yet; `null` when it has them all. */
  unkept: number | null
  /** The field that is being typed in, and the moment of its last keystroke in milliseconds; `null` when no group is open. */
  group: { name: string; atMs: number } | null
}

/** The history of a prompt to which nothing was done yet. */
export function newHistory(prompt: Prompt): UndoHistory {
  return { present: prompt, settled: prompt, past: null, future: null, depth: 0, unkept: 0, group: null }
}

/** The same history for a copy of the prompt, of which the core has nothing yet. */
export function copyHistory(history: UndoHistory, copy: Pick<Prompt, 'id' | 'name'>): UndoHistory {
  const closed = closeGroup(history)
  const present = { ...closed.present, ...copy }
  let depth = 0
  for (let rest = closed.past; rest; rest = rest.others) depth += 1
  return { ...closed, present, settled: present, depth, unkept: 0 }
}

/**
 * Takes in a change. With a `group` (the name of a field) it joins the keystrokes before it in that field.
 * @param nowMs Milliseconds on any clock that only goes forward.
 */
export function record(history: UndoHistory, next: Prompt, nowMs: number, group: string | null = null): UndoHistory {
  if (next === history.present) return history
  if (group !== null && history.group?.name === group && nowMs - history.group.atMs < groupPauseMs) {
    return { ...history, present: next, group: { name: group, atMs: nowMs } }
  }
  const closed = closeGroup(history)
  const changed = { ...closed, present: next, future: null, unkept: lowest(closed.unkept, closed.depth) }
  return group === null ? closeGroup(changed) : { ...changed, group: { name: group, atMs: nowMs } }
}

/** The state before the last step; the same history when there is none. A step that does not fit, as one from a damaged file, ends it. */
export function undo(history: UndoHistory): UndoHistory {
  const closed = closeGroup(history)
  const { past, future, depth } = closed
  if (!past) return closed
  if (!fits(closed.present, past.patch, 'backward')) return { ...closed, past: null }
  const step = { past: past.others, future: { patch: past.patch, others: future }, depth: depth - 1 }
  return goTo(closed, apply(closed.present, past.patch, 'backward'), step)
}

/** The state after the step that was undone last; the same history when there is none. */
export function redo(history: UndoHistory): UndoHistory {
  const closed = closeGroup(history)
  const { past, future, depth } = closed
  if (!future) return closed
  if (!fits(closed.present, future.patch, 'forward')) return { ...closed, future: null }
  const step = { past: { patch: future.patch, others: past }, future: future.others, depth: depth + 1 }
  return goTo(closed, apply(closed.present, future.patch, 'forward'), step)
}

export function canUndo(history: UndoHistory): boolean {
  return history.past !== null || history.present !== history.settled
}

export function canRedo(history: UndoHistory): boolean {
  return history.future !== null
}

/** The last thing done, done and followed by others, or undone: then it is not among what lies behind. */
export type StepState = 'last' | 'followed' | 'undone'

/** What became of a step that was made in this window. */
export function stepState(history: UndoHistory | undefined, step: Patch | undefined): StepState {
  for (let rest = history?.past; history && rest; rest = rest.others) {
    if (rest.patch !== step) continue
    return rest === history.past && history.present === history.settled ? 'last' : 'followed'
  }
  return 'undone'
}

/** With the open group of keystrokes as a step of its own, where there is one. */
export function closeGroup(history: UndoHistory): UndoHistory {
  const patch = diff(history.settled, history.present)
  if (!patch) return { ...history, settled: history.present, group: null }
  const { past, depth } = history
  return { ...history, past: { patch, others: past }, depth: depth + 1, settled: history.present, group: null }
}

function goTo(history: UndoHistory, state: unknown, step: Pick<UndoHistory, 'past' | 'future' | 'depth'>): UndoHistory {
  // Safe: the patch was made from two prompts, and is applied to one of them.
  const present = state as Prompt
  return { ...history, ...step, present, settled: present }
}

/** The lower of two numbers of steps, where `null` stands for none. */
export function lowest(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other)
}
