import { applyPreset, type PresetParts, unknownParts } from '#shared/preset'
import type { Prompt } from '#shared/prompt'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import type { PresetsStore } from './presets-store.ts'

/** Shows what a preset would change in the open prompt, and what would then be refused; it is applied after a yes. */
export async function showPreset(presets: PresetsStore, services: PromptServices, id: string): Promise<void> {
  const { name, parts } = await presets.getState().get(id)
  const prompt = services.prompts.getState().settle()
  if (!prompt) return
  const apply = (now: Prompt) => applyPreset(now, parts, () => crypto.randomUUID())
  const changes = [...refusals(services, prompt, apply(prompt)), ...unknown(parts)]
  await services.preview.getState().show({
    title: `Apply “${name}”`,
    confirmLabel: 'Apply',
    afterLabel: 'With the preset',
    changes,
    apply,
    done: `“${name}” is applied.`,
  })
}

/** What the request would be refused for that it is not refused for now. */
function refusals({ findings }: PromptServices, before: Prompt, after: Prompt): string[] {
  const errorsIn = (prompt: Prompt) => findings.findingsIn(prompt).filter(({ severity }) => severity === 'error')
  const known = new Set(errorsIn(before).map(({ ruleId, field }) => `${ruleId} ${field}`))
  const news = errorsIn(after).filter(({ ruleId, field }) => !known.has(`${ruleId} ${field}`))
  return news.map(({ title }) => title)
}

function unknown(parts: PresetParts): string[] {
  return unknownParts(parts).map((part) => `“${part}” stays in the preset: this Antiphon cannot apply it.`)
}
