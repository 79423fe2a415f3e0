import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { whenDrawn, whenRested } from './when-rested.ts'

type Lazy<Props> = LazyExoticComponent<ComponentType<Props>>

/**
 * A part whose script is fetched when it is first drawn. Where it cannot be fetched, because the server ended meanwhile, `instead`
 * stands in its place, and the rest of the page stays; the lost notice says why (src/renderer/features/frame/lost-notice.tsx).
 * React's own `lazy` would take down the whole window for a tooltip: nothing else uses it.
 */
export function lazyPart<Props>(
  load: () => Promise<ComponentType<Props>>,
  instead: ComponentType<Props> = () => null,
): Lazy<Props> {
  return lazy(async () => ({ default: await load().catch(() => instead) }))
}

/** A lazy part that is on the screen soon, and must not hold up what is there first: it is fetched once that is drawn. */
export function lazyOnceDrawn<Props>(load: () => Promise<ComponentType<Props>>): Lazy<Props> {
  return lazyPart(async () => {
    await whenDrawn()
    return load()
  })
}

/** A lazy part that stands in the page from the first render on, and is fetched when the page rests. */
export function lazyAtRest<Props>(load: () => Promise<ComponentType<Props>>): Lazy<Props> {
  return lazyPart(async () => {
    await whenRested()
    return load()
  })
}
