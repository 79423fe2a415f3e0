/** Work in steps: between any two of them it can be left for a while, or for good. */
export type Steps<Result> = Generator<void, Result, void>

/** All of it at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** What is made of each item, one after the other. */
export function* mapSteps<Item, Made>(
  items: readonly Item[],
  make: (item: Item, index: number) => Steps<Made>,
): Steps<Made[]> {
  const made: Made[] = []
  for (const [index, item] of items.entries()) made.push(yield* make(item, index))
  return made
}
