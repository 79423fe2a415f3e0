import { type ComponentType, createElement, type LazyExoticComponent, lazy, useEffect, useState } from 'react'
import { fetchStylesAgain } from './fetch-styles-again.ts'
import { whenDrawn, whenRested } from './when-rested.ts'

type Lazy<Props> = LazyExoticComponent<ComponentType<Props>>
type Load<Props> = () => Promise<ComponentType<Props>>

/** The window's event that has every part fetched again that is missing. */
const again = 'fetch-parts-again'

/** Tries again to fetch the parts that could not be fetched. */
export function fetchPartsAgain(): void {
  window.dispatchEvent(new Event(again))
}

/**
 * A part whose script is fetched when it is first drawn. Where it cannot be fetched, because the server ended meanwhile, `instead`
 * stands in its place until it can, and the rest of the page stays; the lost notice says why and tries again
 * (src/renderer/features/frame/lost-notice.tsx). React's own `lazy` would take down the whole window for a tooltip: nothing else
 * uses it.
 */
export function lazyPart<Props extends object>(
  load: Load<Props>,
  instead: ComponentType<Props> = () => null,
): Lazy<Props> {
  return lazy(async () => ({ default: await load().catch(() => missingPart(load, instead)) }))
}

/** Stands where a part is missing, and becomes that part: when it is drawn anew, or when all that is missing is asked for. */
function missingPart<Props extends object>(load: Load<Props>, instead: ComponentType<Props>): ComponentType<Props> {
  let come: ComponentType<Props> | null = null
  const fetchAgain = async () => {
    await fetchStylesAgain()
    come ??= await load()
    return come
  }
  return function MissingPart(props) {
    const [part, setPart] = useState(() => come)
    useEffect(() => {
      const bring = () =>
        void fetchAgain().then(
          (found) => setPart(() => found),
          () => {},
        )
      bring()
      window.addEventListener(again, bring)
      return () => window.removeEventListener(again, bring)
    }, [])
    return createElement(part ?? instead, props)
  }
}

/** A lazy part that is on the screen soon, and must not hold up what is there first: it is fetched once that is drawn. */
export function lazyOnceDrawn<Props extends object>(load: Load<Props>): Lazy<Props> {
  return lazyPart(async () => {
    await whenDrawn()
    return load()
  })
}

/** A lazy part that stands in the page from the first render on, and is fetched when the page rests. */
export function lazyAtRest<Props extends object>(load: Load<Props>): Lazy<Props> {
  return lazyPart(async () => {
    await whenRested()
    return load()
  })
}
