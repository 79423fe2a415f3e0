// The undo history on its way to the core, which keeps it beside the journal, and back after a restart.
import type { UndoChange, UndoSteps } from '#shared/prompt/undo-steps'
import type { Patch } from '../edits/patch.ts'
import { closeGroup, lowest, type Steps, type UndoHistory } from './undo-history.ts'

/** What the core does not have yet of a history. A group of keystrokes that is still open counts as a step. */
export function changeToKeep(history: UndoHistory): UndoChange {
  const closed = closeGroup(history)
  const { past, future, depth, unkept } = closed
  if (unkept === null) return { from: null, steps: [], at: depth }
  const behind = collect(past, Math.max(0, depth - unkept)).reverse()
  const ahead = collect(future, Number.POSITIVE_INFINITY).slice(Math.max(0, unkept - depth))
  return { from: unkept, steps: [...behind, ...ahead].map((patch) => JSON.stringify(patch)), at: depth }
}

/** The same history once the core has what `changeToKeep` told of it: the open group may still change its step. */
export function asKept(history: UndoHistory): UndoHistory {
  return { ...history, unkept: history.group === null ? null : history.depth }
}

/** The same history when that did not work: from this step on, the core may have nothing. */
export function asUnkept(history: UndoHistory, from: number | null): UndoHistory {
  return { ...history, unkept: lowest(history.unkept, from) }
}

/**
 * A history that began at the state which these steps lead to, with them before it. What can be redone is lost once
 * something else was done.
 * @throws SyntaxError where a step is no JSON.
 */
export function joinKept(history: UndoHistory, { first, steps, at }: UndoSteps): UndoHistory {
  const patches = steps.map((text) => JSON.parse(text) as Patch)
  const own = collect(history.past, Number.POSITIVE_INFINITY).reverse()
  const isUntouched = own.length === 0 && history.future === null && history.group === null
  return {
    ...history,
    past: chain([...patches.slice(0, at - first), ...own]),
    future: isUntouched ? chain(patches.slice(at - first).reverse()) : history.future,
    depth: at + history.depth,
    unkept: isUntouched ? null : at,
  }
}

function chain(patches: Patch[]): Steps {
  return patches.reduce<Steps>((others, patch) => ({ patch, others }), null)
}

/** The nearest `count` patches, the nearest first. */
function collect(steps: Steps, count: number): Patch[] {
  const patches: Patch[] = []
  for (let rest = steps; rest && patches.length < count; rest = rest.others) patches.push(rest.patch)
  return patches
}
