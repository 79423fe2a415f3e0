import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import { whenRested } from './when-rested.ts'

/**
 * A part that stands in the page from the first render on and is fetched when the page rests. Where it cannot be fetched,
 * because the server ended meanwhile, nothing stands in its place, and the rest of the page stays.
 */
export function lazyAtRest<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(async () => {
    await whenRested()
    return { default: await load().catch((): ComponentType<Props> => () => null) }
  })
}
