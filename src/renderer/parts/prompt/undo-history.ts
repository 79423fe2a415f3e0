import type { Prompt } from '#shared/prompt'
import { apply, diff, type Patch } from './patch.ts'

/** Keystrokes in one field belong together until the person pauses this long, as editors do. */
export const groupPauseMs = 500

/** Steps as a chain, the nearest first: adding one costs the same after a hundred thousand of them. */
type Steps = { patch: Patch; others: Steps } | null

/**
 * Every change of one prompt. `present` is what the user sees; `settled` is the state before the open group of keystrokes
 * and the same as `present` when none is open. A group becomes a patch only when it closes, so that typing compares nothing.
 */
export type UndoHistory = {
  present: Prompt
  settled: Prompt
  past: Steps
  future: Steps
  /** The field that is being typed in, and the moment of its last keystroke in milliseconds; `null` when no group is open. */
  group: { name: string; atMs: number } | null
}

export function newHistory(prompt: Prompt): UndoHistory {
  return { present: prompt, settled: prompt, past: null, future: null, group: null }
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
  if (group !== null) return { ...closed, present: next, future: null, group: { name: group, atMs: nowMs } }
  return closeGroup({ ...closed, present: next, future: null })
}

/** The state before the last step; the same history when there is none. */
export function undo(history: UndoHistory): UndoHistory {
  const closed = closeGroup(history)
  const { past, future } = closed
  if (!past) return closed
  return step(closed, past.patch, 'backward', past.others, { patch: past.patch, others: future })
}

/** The state after the step that was undone last; the same history when there is none. */
export function redo(history: UndoHistory): UndoHistory {
  const closed = closeGroup(history)
  const { past, future } = closed
  if (!future) return closed
  return step(closed, future.patch, 'forward', { patch: future.patch, others: past }, future.others)
}

export function canUndo(history: UndoHistory): boolean {
  return history.past !== null || history.present !== history.settled
}

export function canRedo(history: UndoHistory): boolean {
  return history.future !== null
}

function step(
  history: UndoHistory,
  patch: Patch,
  direction: 'forward' | 'backward',
  past: Steps,
  future: Steps,
): UndoHistory {
  // Safe: the patch was made from two prompts, and is applied to one of them.
  const present = apply(history.present, patch, direction) as Prompt
  return { ...history, present, settled: present, past, future }
}

function closeGroup(history: UndoHistory): UndoHistory {
  const patch = diff(history.settled, history.present)
  const past = patch ? { patch, others: history.past } : history.past
  return { ...history, past, settled: history.present, group: null }
}
