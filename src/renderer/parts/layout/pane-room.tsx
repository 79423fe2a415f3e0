import { Maximize2, Minimize2 } from 'lucide-react'
import { useStore } from 'zustand'
import { IconButton } from '../../ui/button.tsx'
import { useShortcut } from '../keymap/use-keymap.tsx'
import type { LayoutStore } from './layout-store.ts'

/** The pane that has all the room, if one has. */
export type OnlyPane = 'editor' | 'response' | null

const name = 'panes.only'

/** The pane that has all the room; `null` while both are shown. */
export function onlyPane(layout: LayoutStore): OnlyPane {
  const value = layout.getState().layout[name]
  return value === 'editor' || value === 'response' ? value : null
}

export function useOnlyPane(layout: LayoutStore): OnlyPane {
  return useStore(layout, () => onlyPane(layout))
}

export function showOnly(layout: LayoutStore, pane: OnlyPane): void {
  if (onlyPane(layout) !== pane) layout.getState().remember(name, pane)
}

/** Gives a pane all the room, or shows both again. */
export function toggleRoom(layout: LayoutStore, pane: 'editor' | 'response'): void {
  showOnly(layout, onlyPane(layout) === null ? pane : null)
}

type Shown = { place: string | null; runningSince: number | null; opened: unknown }
type Runs = { subscribe: (listener: (now: Shown, before: Shown) => void) => () => void }

/** From now on an editor with all the room gives way when a run begins or is opened: its answer must be seen. Answers the end of that. */
export function showWhatRuns(layout: LayoutStore, runs: Runs): () => void {
  return runs.subscribe((now, before) => {
    const begins = now.runningSince !== null && before.runningSince === null && now.place === before.place
    const opens = now.opened !== null && now.opened !== before.opened
    if ((begins || opens) && onlyPane(layout) === 'editor') showOnly(layout, null)
  })
}

type RoomButtonProps = { layout: LayoutStore; pane: 'editor' | 'response' }

/** In the head of a pane: gives it all the room, or shows both again. */
export function RoomButton({ layout, pane }: RoomButtonProps) {
  const isOnly = useOnlyPane(layout) === pane
  const shortcut = useShortcut('maximisePane')
  return (
    <IconButton
      label={isOnly ? 'Show editor and response' : `Maximise ${pane}`}
      shortcut={shortcut}
      icon={isOnly ? <Minimize2 size={15} /> : <Maximize2 size={15} />}
      onClick={() => toggleRoom(layout, pane)}
    />
  )
}
