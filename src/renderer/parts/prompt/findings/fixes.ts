// How a fix is made: at once where it changes a setting, after its diff was seen where it changes what was written.
import type { Prompt } from '#shared/prompt/prompt'
import type { Finding, Fix } from '#shared/rules/finding'
import { isFocusLost } from '../../layout/focus-lost.ts'
import type { PromptChange } from '../edits/change-preview-store.ts'
import type { PromptServices } from '../prompt-services.tsx'
import { focusField } from './focus-field.ts'

/**
 * Makes one fix. The button that was pressed is gone then: `refocus` puts the focus somewhere else, to the control that had
 * the finding unless told otherwise.
 */
export async function applyFix(
  services: PromptServices,
  finding: Finding,
  fix: Fix,
  refocus: () => void = () => focusField(services, finding.field),
): Promise<void> {
  const { prompts, findings, preview, announce } = services
  const prompt = prompts.getState().settle()
  if (!prompt) return
  if (changesText(prompt, fix.apply(prompt))) return await preview.getState().show(previewOf(finding, fix))
  prompts.getState().edit(fix.apply)
  announce(`${finding.title}: ${fix.label}. Done.`)
  await findings.judgeNow()
  if (isFocusLost()) refocus()
}

/** Whether a fix that makes `after` changes what the person wrote, and not only a value beside it or the prefill. */
export function changesText(before: Prompt, after: Prompt): boolean {
  const converts = before.prefill !== after.prefill && before.settings !== after.settings
  return before.messages !== after.messages || before.system !== after.system || converts
}

function previewOf({ title }: Finding, { label, apply }: Fix): PromptChange {
  return {
    title: label,
    confirmLabel: 'Apply',
    afterLabel: 'After the fix',
    changes: [`${title}: ${label}`],
    apply,
    done: `${title}: ${label}. Done.`,
  }
}

/** What fixing everything would do, in a dialog with the diff first. What has no safe fix is named too. */
export function showFixAll({ prompts, findings, preview }: PromptServices): void {
  const prompt = prompts.getState().settle()
  if (!prompt) return
  const { prompt: fixed, applied } = findings.fixAllIn(prompt)
  const left = findings.findingsIn(fixed).filter(({ severity }) => severity === 'error')
  const count = `${applied.length} ${applied.length === 1 ? 'fix' : 'fixes'}`
  void preview.getState().show({
    title: 'Fix all',
    confirmLabel: applied.length === 0 ? undefined : `Apply ${count}`,
    afterLabel: `After ${count}`,
    changes: [
      ...applied.map(({ finding, fix }) => `${finding.title}: ${fix.label}`),
      ...left.map(({ title }) => `${title}: yours to decide`),
      ...(applied.length + left.length === 0 ? ['What is left is advice; each has its own button.'] : []),
    ],
    // What was looked at is what is made.
    apply: (present) => (present === prompt ? fixed : findings.fixAllIn(present).prompt),
    done: `${count} applied.`,
  })
}
