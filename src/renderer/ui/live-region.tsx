import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { VisuallyHidden } from './visually-hidden.tsx'

export type Announcer = {
  store: StoreApi<{ message: string; count: number }>
  /** Has a screen reader say this after what it is saying now. */
  announce: (message: string) => void
}

export function createAnnouncer(): Announcer {
  const store = createStore<{ message: string; count: number }>(() => ({ message: '', count: 0 }))
  return { store, announce: (message) => store.setState(({ count }) => ({ message, count: count + 1 })) }
}

/** Put once into the page, from the first render on: a region that appears together with its words is often not read. */
export function LiveRegion({ announcer }: { announcer: Announcer }) {
  const { message, count } = useStore(announcer.store)
  return (
    <div role="status" aria-live="polite" aria-label="Announcements">
      <VisuallyHidden>
        {/* A new element for each message, so that the same words are read again. */}
        <span key={count}>{message}</span>
      </VisuallyHidden>
    </div>
  )
}
