/** What was read before, kept while what it was read from lives. One per window; made by `createMemory`. */
export type Memory = {
  /** The facts of an object under a name: read once, and again only for an object that is not the same. */
  recall: <Facts>(name: string, object: object, read: () => Facts) => Facts
  /** The same for a text; only the latest text of each name is kept. */
  recallText: <Facts>(name: string, text: string, read: () => Facts) => Facts
  /**
   * The same for each item of a list; only the latest list of each name is kept. An item is read again unless that list had it at
   * the same place, counted from either end. For ten thousand items this takes a fifth of what `recall` takes for each.
   */
  recallEach: <Item, Facts>(name: string, items: readonly Item[], read: (item: Item) => Facts) => readonly Facts[]
}

/** An empty memory. It holds its objects weakly. */
export function createMemory(): Memory {
  const objects = new Map<string, WeakMap<object, unknown>>()
  const texts = new Map<string, { text: string; facts: unknown }>()
  const lists = new Map<string, { items: readonly unknown[]; facts: readonly unknown[] }>()
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
    recallEach: <Item, Facts>(name: string, items: readonly Item[], read: (item: Item) => Facts): readonly Facts[] => {
      const known = lists.get(name)
      if (known?.items === items) return known.facts as readonly Facts[]
      const facts = known ? items.map(readAnew(known, items.length, read)) : items.map((item) => read(item))
      lists.set(name, { items, facts })
      return facts
    },
  }
}

function readAnew<Item, Facts>(
  before: { items: readonly unknown[]; facts: readonly unknown[] },
  length: number,
  read: (item: Item) => Facts,
) {
  const shift = length - before.items.length
  return (item: Item, index: number): Facts => {
    if (item === before.items[index]) return before.facts[index] as Facts
    // A place before the first is no place: to look there takes long.
    if (index >= shift && item === before.items[index - shift]) return before.facts[index - shift] as Facts
    return read(item)
  }
}
