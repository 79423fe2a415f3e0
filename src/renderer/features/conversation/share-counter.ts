import { type Part, type PartKey, withoutPart, worthCounting } from '#shared/conversation/fit-shares'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../host/host.ts'

/** So many parts are counted at most, one request each: counting has a rate limit of its own. */
export const mostCounted = 8

/** What the counts belong to beside the part itself: other models and servers count otherwise. */
export type CountedFor = { prompt: Prompt; connectionId: string }

export type ShareCounter = {
  /** What has been counted of these parts. */
  known: (parts: readonly Part[], by: CountedFor) => ReadonlyMap<PartKey, number>
  /**
   * Asks the server for the largest parts that are not known yet, one after the other: each is the total without what the
   * request takes without it. Ends early where the server does not count. Rejects where it cannot be asked.
   */
  count: (
    parts: readonly Part[],
    by: CountedFor & { total: number },
    options: { signal: AbortSignal; onCounted: () => void },
  ) => Promise<void>
}

type Counted = { of: unknown; about: string; tokens: number }

export function createShareCounter(host: Pick<Host, 'call'>): ShareCounter {
  const counts = new Map<PartKey, Counted>()
  const aboutOf = ({ prompt, connectionId }: CountedFor) => `${prompt.id} ${prompt.model} ${connectionId}`
  const find = ({ key, of }: Part, about: string) => {
    const counted = counts.get(key)
    return counted && counted.of === of && counted.about === about ? counted : null
  }

  return {
    known: (parts, by) => {
      const about = aboutOf(by)
      return new Map(
        parts.flatMap((part) => {
          const counted = find(part, about)
          return counted ? [[part.key, counted.tokens] as const] : []
        }),
      )
    },
    count: async (parts, by, { signal, onCounted }) => {
      const about = aboutOf(by)
      const open = worthCounting(parts, mostCounted).filter((part) => find(part, about) === null)
      for (const { key, of } of open) {
        const { prompt, left } = withoutPart(by.prompt, key)
        // Under an id of its own, so that the count of the whole prompt is not taken over.
        const asked = { ...prompt, id: `share-${by.prompt.id}`.slice(0, 100) }
        const { inputTokens, kind } = await host.call('tokens.count', { prompt: asked }, { signal })
        if (kind === 'estimate') return
        counts.set(key, { of, about, tokens: Math.max(0, by.total - inputTokens + left) })
        onCounted()
      }
    },
  }
}
