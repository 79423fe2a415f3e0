/**
 * Resolves when the page has nothing better to do, after two seconds at the latest: for what is needed soon, but must not
 * come before what the person is waiting for.
 */
export async function whenRested(): Promise<void> {
  await whenDrawn()
  await new Promise<void>((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: 2_000 })
    else setTimeout(resolve, 500)
  })
}

/** Resolves when what is there now is on the screen; a hidden page draws nothing, so after a tenth of a second at most. */
export function whenDrawn(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100)
    // The callback is called before the frame is drawn, a task of its own comes after it.
    requestAnimationFrame(() => {
      clearTimeout(timer)
      setTimeout(resolve)
    })
  })
}
