/** What comes into sight is measured then, and moves what is below it. */
const restFrames = 4
const events = ['wheel', 'pointerdown'] as const

/**
 * Brings something into sight with each frame, until it stays where it is. Whoever scrolls or presses meanwhile is left alone.
 * @param bring Answers whether it is there; told whether it was with the frame before.
 * @param mostFrames So many frames it may take to be there.
 * @returns how to end it before.
 */
export function showUntilStill(bring: (wasThere: boolean) => boolean, mostFrames: number): () => void {
  let frames = 0
  let resting = 0
  let isOver = false
  const end = () => {
    isOver = true
    for (const event of events) document.removeEventListener(event, end, true)
  }
  for (const event of events) document.addEventListener(event, end, { capture: true, passive: true })
  const look = () => {
    if (isOver) return
    frames += 1
    resting = bring(resting > 0) ? resting + 1 : 0
    if (resting < restFrames && frames < mostFrames) requestAnimationFrame(look)
    else end()
  }
  look()
  return end
}
