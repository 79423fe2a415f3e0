import { createContext, type RefObject, useContext } from 'react'

/**
 * The element that lists, menus and small panels are put into: one inside a landmark, so that people who go from landmark
 * to landmark find them. `null` leaves it to the library, as inside a dialog, which knows what belongs to it.
 */
export const PortalPlace = createContext<RefObject<HTMLElement | null> | null>(null)

export function usePortalPlace(): HTMLElement | undefined {
  return useContext(PortalPlace)?.current ?? undefined
}
