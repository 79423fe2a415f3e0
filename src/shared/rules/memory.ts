/** What was read of an object before, kept while the object lives. One per window; made by `createMemory`. */
export type Memory = {
  /** The facts of an object under a name: read once, and again only for an object that is not the same. */
  recall: <Facts>(name: string, object: object, read: () => Facts) => Facts
}

/** An empty memory. It holds its objects weakly. */
export function createMemory(): Memory {
  const names = new Map<string, WeakMap<object, unknown>>()
  return {
    recall: <Facts>(name: string, object: object, read: () => Facts): Facts => {
      const known = names.get(name) ?? new WeakMap<object, unknown>()
      names.set(name, known)
      if (!known.has(object)) known.set(object, read())
      // Safe: each name is used with one kind of facts.
      return known.get(object) as Facts
    },
  }
}
