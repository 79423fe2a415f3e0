export type Wait = {
  /** @param at By the clock of `performance.now`; `null`: not any more. */
  until: (at: number | null) => void
}

/** Calls back at a time that may be set anew with every frame: that costs less than an effect, or a timer, for each. */
export function createWait(callBack: () => void): Wait {
  let dueAt: number | null = null
  /** When the one timer rings: never later than it is due. */
  let ringsAt = Number.POSITIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined

  function tick(at: number) {
    clearTimeout(timer)
    ringsAt = at
    timer = setTimeout(ring, at - performance.now())
  }
  function ring() {
    ringsAt = Number.POSITIVE_INFINITY
    if (dueAt === null) return
    if (dueAt > performance.now()) return tick(dueAt)
    dueAt = null
    callBack()
  }
  return {
    until(at) {
      dueAt = at
      if (at !== null && at < ringsAt) tick(at)
    },
  }
}
