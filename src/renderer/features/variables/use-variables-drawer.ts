import { useState } from 'react'
import { useStore } from 'zustand'
import { flag, type LayoutStore } from '../../parts/layout/layout-store.ts'

const name = 'variables.open'

/** Whether the drawer is open, which depends on the room there is, and what opens and closes it. */
export type VariablesDrawerState = { isOpen: (isLow: boolean) => boolean; setOpen: (isOpen: boolean) => void }

/**
 * The drawer is as it was left, also after a restart; but in a low editor it takes the place of the messages, and so it has to be
 * opened since the window is there.
 */
export function useVariablesDrawer(layout: LayoutStore): VariablesDrawerState {
  const isRemembered = useStore(layout, (state) => flag(state.layout, name, false))
  const [wasAskedFor, setAskedFor] = useState(false)
  return {
    isOpen: (isLow) => isRemembered && (wasAskedFor || !isLow),
    setOpen: (isOpen) => {
      setAskedFor(isOpen)
      layout.getState().remember(name, isOpen)
    },
  }
}
