import type { Host } from '../../../src/renderer/host/host.ts'

/**
 * A core that answers at once, without a machine behind it: what a call carries is written out as it would be on its way, so that
 * journalling and counting cost here what they cost the page.
 */
export function coreInPage(): Host {
  const answers: Record<string, (input: never) => unknown> = {
    'prompts.create': ({ prompt }: { prompt: { id: string; name: string } }) => ({
      prompt,
      saved: null,
      entry: { id: prompt.id, name: prompt.name, file: 'bench.json', savedAt: null, hasUnsavedEdits: true },
    }),
    'prompts.journal': () => ({ journalledAt: new Date(0).toISOString() }),
    'prompts.undoSteps': () => null,
    'settings.set': () => null,
    'tokens.count': () => ({ inputTokens: 1_000, kind: 'exact', reason: null }),
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
