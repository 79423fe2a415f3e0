/** What was read before, kept while what it was read from lives. One per window; made by `createMemory`. */
export type Memory = {
  /** The facts of an object under a name: read once, and again only for an object that is not the same. */
  recall: <Facts>(name: string, object: object, read: () => Facts) => Facts
  /** The same for a text; only the latest text of each name is kept. */
  recallText: <Facts>(name: string, text: string, read: () => Facts) => Facts
}

/** An empty memory. It holds its objects weakly. */
export function createMemory(): Memory {
  const objects = new Map<string, WeakMap<object, unknown>>()
  const texts = new Map<string, { text: string; facts: unknown }>()
  // The casts are safe: each name is used with one kind of facts.
  return {
    recall: <Facts>(name: string, object: object, read: () => Facts): Facts => {
      const known = objects.get(name) ?? new WeakMap<object, unknown>()
      objects.set(name, known)
      if (!known.has(object)) known.set(object, read())
      return known.get(object) as Facts
    },
    recallText: <Facts>(name: string, text: string, read: () => Facts): Facts => {
      const known = texts.get(name)
      if (known?.text === text) return known.facts as Facts
      const facts = read()
      texts.set(name, { text, facts })
      return facts
    },
  }
}
