import { applyPreset, type PresetParts, unknownParts } from '#shared/presets/preset'
import type { Prompt } from '#shared/prompt/prompt'
import { isSameJson } from '#shared/text/same-json'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import type { PresetsStore } from './presets-store.ts'

/** Shows what a preset would change in the open prompt, and what would then be refused; it is applied after a yes. */
export async function showPreset(presets: PresetsStore, services: PromptServices, id: string): Promise<void> {
  const { name, parts } = await presets.getState().get(id)
  const prompt = await services.prompts.getState().settleOpened()
  if (!prompt) return
  const apply = (now: Prompt) => applyPreset(now, parts, () => crypto.randomUUID())
  const after = apply(prompt)
  const changes = [...refusals(services, prompt, after), ...besideRequest(prompt, after), ...unknown(parts)]
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

/** What the diff of the two requests does not show, or not as what it is. */
function besideRequest(before: Prompt, after: Prompt): string[] {
  const [old, values = {}] = [before.variables?.values ?? {}, after.variables?.values]
  const changed = Object.keys(values).filter(
    (name) => !Object.hasOwn(old, name) || !isSameJson(old[name], values[name]),
  )
  const named = changed.length > 0 ? [`Variables set: ${changed.join(', ')}.`] : []
  const isOff = after.variables?.off === true
  const switched = (before.variables?.off === true) === isOff ? [] : [`Variables are switched ${isOff ? 'off' : 'on'}.`]
  const notes = isSameJson(before.toolNotes ?? {}, after.toolNotes ?? {})
    ? []
    : ['Disabled tools and canned results change.']
  return [...named, ...switched, ...notes]
}

function unknown(parts: PresetParts): string[] {
  return unknownParts(parts).map((part) => `“${part}” stays in the preset: this Antiphon cannot apply it.`)
}
