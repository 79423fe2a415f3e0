import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../../src/renderer/host/host.ts'

/**
 * A core that answers at once, without a machine behind it: what a call carries is written out as it would be on its way, and what
 * is answered is read as it would be when it comes, so that opening, journalling and counting cost here what they cost the page.
 * @param library What its prompts are as JSON, by their ids.
 */
export function coreInPage(library: ReadonlyMap<string, string>): Host {
  const answers: Record<string, (input: never) => unknown> = {
    'prompts.open': ({ id }: { id: string }) => {
      const prompt = JSON.parse(library.get(id) ?? '') as Prompt
      const version = 'as it was made'
      const entry = { id, name: prompt.name, file: `${id}.json`, savedAt: null, version, hasUnsavedEdits: false }
      return { prompt, saved: 'same', basedOn: version, draft: null, entry }
    },
    'prompts.journal': () => ({ journalledAt: new Date(0).toISOString(), isUndoKept: true, draft: 'as it was typed' }),
    'prompts.undoSteps': () => null,
    'settings.set': () => null,
    'tokens.count': () => ({ inputTokens: 1_000, kind: 'exact', reason: null }),
    'tokens.countHeld': () => ({ inputTokens: 1_000, kind: 'exact', reason: null }),
  }
  return {
    // Safe: the views that are measured make these calls only.
    call: async (name, input) => {
      JSON.stringify(input)
      return answers[name]?.(input as never) as never
    },
    stream: () => {
      throw new Error('Nothing streams here.')
    },
    onLost: () => {},
  }
}
