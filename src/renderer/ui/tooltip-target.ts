/** Milliseconds that the pointer stays on a control before its words come. */
export const hoverDelayMs = 450
/** Long enough to move the pointer onto the tooltip, as people do who enlarge the screen. */
export const leaveDelayMs = 120

export type TooltipTargets = { hide: () => void; stop: () => void }

/**
 * Tells which control's words are to be seen: the one that the pointer rests on, or that the keyboard has reached; `null` for none.
 * The words come from `data-tooltip` (tooltip.tsx), so that a control needs no listener of its own. `isBubble`: where the pointer
 * may go without ending it.
 */
export function watchTooltipTargets(
  onChange: (target: HTMLElement | null) => void,
  isBubble: (element: Element) => boolean,
): TooltipTargets {
  const listening = new AbortController()
  /** What the pointer is on. */
  let pointed: HTMLElement | null = null
  let shown: HTMLElement | null = null
  /** Had the focus when the window lost it: coming back to the window is no reason to show anything. */
  let leftAt: EventTarget | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(target: HTMLElement | null) {
    clearTimeout(timer)
    if (target === shown) return
    shown = target
    onChange(target)
  }
  function later(target: HTMLElement | null, delayMs: number) {
    clearTimeout(timer)
    timer = setTimeout(() => show(target), delayMs)
  }
  function point(element: Element | null) {
    if (element && isBubble(element)) {
      // As if it were a part of the control.
      pointed = shown
      clearTimeout(timer)
      return
    }
    const target = marked(element)
    if (target === pointed) return
    pointed = target
    if (target === null) later(null, leaveDelayMs)
    else if (shown === null) later(target, hoverDelayMs)
    else show(target)
  }
  const on = <Name extends keyof DocumentEventMap>(name: Name, listener: (event: DocumentEventMap[Name]) => void) =>
    document.addEventListener(name, listener, { capture: true, signal: listening.signal })

  on('pointerover', (event) => {
    // A finger that presses is not pointing.
    if (event.pointerType !== 'touch') point(elementOf(event.target))
  })
  on('pointerout', (event) => {
    if (event.relatedTarget === null) point(null)
  })
  on('pointerdown', (event) => {
    const element = elementOf(event.target)
    if (!element || !isBubble(element)) show(null)
  })
  on('click', () => show(null))
  on('scroll', (event) => {
    if (event.target instanceof Node && event.target.contains(shown)) show(null)
  })
  on('focusin', (event) => {
    const target = elementOf(event.target)
    const isBack = target === leftAt
    leftAt = null
    if (target && marked(target) === target && !isBack && target.matches(':focus-visible')) show(marked(target))
  })
  on('focusout', (event) => {
    if (event.target === shown) show(null)
  })
  window.addEventListener('blur', () => (leftAt = document.activeElement), { signal: listening.signal })
  // This is loaded late: the pointer may rest on a control already.
  point([...document.querySelectorAll(':hover')].at(-1) ?? null)

  return {
    hide: () => show(null),
    stop: () => {
      clearTimeout(timer)
      listening.abort()
    },
  }
}

function elementOf(target: EventTarget | null): Element | null {
  return target instanceof Element ? target : null
}

function marked(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-tooltip]') ?? null
}
