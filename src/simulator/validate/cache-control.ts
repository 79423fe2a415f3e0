// Cache breakpoints: at most four, the longer-lived ones first, none on empty text.
import { refuse } from '../api-error.ts'
import { blocksOf, type CacheControl } from '../request.ts'
import { placedBlocks, type Rule } from './rule.ts'

const MAX_BREAKPOINTS = 4

type Mark = { path: string; mark: CacheControl }

/** At most four marks; a mark of an hour stands before those of five minutes. */
export const cacheBreakpoints: Rule = ({ request }) => {
  const candidates = [
    ...(request.tools ?? []).map(({ cache_control }, index) => ({ path: `tools.${index}`, mark: cache_control })),
    ...blocksOf(request.system).map(({ cache_control }, index) => ({ path: `system.${index}`, mark: cache_control })),
    ...placedBlocks(request).map(({ block, path }) => ({ path, mark: block.cache_control })),
    { path: 'cache_control', mark: request.cache_control },
  ]
  const marks = candidates.filter((candidate): candidate is Mark => candidate.mark != null)
  if (marks.length > MAX_BREAKPOINTS) {
    refuse(`A maximum of ${MAX_BREAKPOINTS} blocks with cache_control may be provided. Found ${marks.length}.`)
  }
  const firstShort = marks.findIndex(({ mark }) => (mark.ttl ?? '5m') === '5m')
  const late = marks.find(({ mark }, index) => mark.ttl === '1h' && firstShort >= 0 && index > firstShort)
  if (late)
    refuse(
      `${late.path}.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block.`,
    )
}

/** Runs before the rule on empty text, whose words are less exact. */
export const cacheOnEmptyText: Rule = ({ request }) => {
  const empty = placedBlocks(request).find(
    ({ block }) => block.type === 'text' && block.text === '' && block.cache_control,
  )
  if (empty) refuse(`${empty.path}.text: cache_control cannot be set for empty text blocks`)
}
