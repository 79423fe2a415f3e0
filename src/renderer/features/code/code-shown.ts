// Whether the response side shows the request as code: remembered, and asked for from several places.
import { flag, type LayoutStore } from '../../parts/layout/layout-store.ts'
import { onlyPane, showOnly } from '../../parts/layout/pane-room.tsx'

const name = 'response.code'

export function isCodeShown({ layout }: ReturnType<LayoutStore['getState']>): boolean {
  return flag(layout, name, false)
}

/** Shows the code, or the answer again. An editor with all the room gives way to the code. */
export function showCode(layout: LayoutStore, isShown: boolean): void {
  if (isShown && onlyPane(layout) === 'editor') showOnly(layout, null)
  if (isCodeShown(layout.getState()) !== isShown) layout.getState().remember(name, isShown)
}

type Shown = { place: string | null; runningSince: number | null; opened: unknown }
type Runs = { subscribe: (listener: (now: Shown, before: Shown) => void) => () => void }

/** From now on the code gives way when a run begins or is opened: its answer must be seen. Answers the end of that. */
export function leaveCodeWhenRun(layout: LayoutStore, runs: Runs): () => void {
  return runs.subscribe((now, before) => {
    const begins = now.runningSince !== null && before.runningSince === null && now.place === before.place
    const opens = now.opened !== null && now.opened !== before.opened
    if (begins || opens) showCode(layout, false)
  })
}
