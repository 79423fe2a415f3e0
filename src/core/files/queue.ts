/** Runs a task after all that were given before it; resolves or rejects as the task does. */
export type Queue = <Result>(task: () => Promise<Result>) => Promise<Result>

/** A queue of its own: one task at a time, first come first served; a failed task does not stop the next. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(task: () => Promise<Result>) => {
    const result = last.then(task)
    last = result.catch(() => {})
    return result
  }
}

/** One queue for every key: the tasks of one key run in order, those of different keys side by side. */
export function createQueues(): <Result>(key: string, task: () => Promise<Result>) => Promise<Result> {
  const queues = new Map<string, { queue: Queue; waiting: number }>()
  return async (key, task) => {
    const entry = queues.get(key) ?? { queue: createQueue(), waiting: 0 }
    queues.set(key, entry)
    entry.waiting += 1
    try {
      return await entry.queue(task)
    } finally {
      entry.waiting -= 1
      if (entry.waiting === 0) queues.delete(key)
    }
  }
}

/** Does a task once, for all who ask; where it fails, whoever asks next tries again. */
export function untilItWorks(task: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null
  return async () => {
    done ??= task()
    try {
      await done
    } catch (error) {
      done = null
      throw error
    }
  }
}
