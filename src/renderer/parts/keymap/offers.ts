/** Something that can be done and has no key of its own: a row of the command palette. Declared by the feature that does it. */
export type Offer = {
  /** The same in every window and start: what was used lately is remembered by it. */
  id: string
  label: string
  group: 'Run' | 'Prompt' | 'Messages' | 'View' | 'Prompts' | 'Presets' | 'History' | 'Models' | 'Settings'
  /** Further words by which it is found. */
  keywords?: string
  /** Where it lies, such as a folder of the library: shown beside it, and searched. */
  place?: string
  perform: () => void
}

export type Offers = {
  /** `list` is asked each time the palette opens. Returns how to take these away again. */
  add: (list: () => readonly Offer[]) => () => void
  all: () => Offer[]
  /** Told when another part has come with what it offers; returns how to end that. */
  onAdded: (listener: () => void) => () => void
  /** Does what has this id, now or as soon as its part has come. */
  performWhenThere: (id: string) => void
}

export function createOffers(): Offers {
  const lists = new Set<() => readonly Offer[]>()
  const listeners = new Set<() => void>()
  const all = () => [...lists].flatMap((list) => list())
  const onAdded = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    add: (list) => {
      lists.add(list)
      for (const listener of listeners) listener()
      return () => lists.delete(list)
    },
    all,
    onAdded,
    performWhenThere: (id) => {
      const attempt = () => {
        const offer = all().find((one) => one.id === id)
        if (!offer) return
        stop()
        offer.perform()
      }
      const stop = onAdded(attempt)
      attempt()
    },
  }
}
