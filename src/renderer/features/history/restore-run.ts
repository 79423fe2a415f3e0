import { AppError } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { blankPrompt } from '../../parts/prompt/store/blank-prompt.ts'
import { reportFailure } from '../../parts/report-failure.ts'

const newId = () => crypto.randomUUID()

/**
 * The prompt that a run was made from, variables unfilled; for a run that is older than this record, a prompt that makes the
 * same request.
 * @throws AppError `invalid-input` where a request of that time is none that a prompt can hold.
 */
export async function promptOfRun(host: Pick<Host, 'call'>, run: Run): Promise<Prompt> {
  const kept = await host.call('runs.prompt', { id: run.id })
  if (kept) return kept
  const { withRequestJson } = await import('#shared/request/request-json')
  const { apiVersion, headers, body } = run.request
  const base = { ...blankPrompt(newId, run.model), name: run.promptName, apiVersion, prefill: run.prefill }
  const read = withRequestJson(base, body, newId)
  if ('problem' in read) throw new AppError('invalid-input', 'The request of this run is none that a prompt can hold.')
  // Its variables were filled: what looks like one now is text.
  return { ...read.prompt, variables: { values: {}, off: true }, ...(headers ? { headers } : {}) }
}

/** The name itself where no prompt has it: two of a name could not be told apart in the library and the tabs. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  // A name has an end, which this one has to fit before.
  const stem = name.slice(0, 470)
  let free = `${stem} (restored)`
  for (let number = 2; taken.has(free); number += 1) free = `${stem} (restored ${number})`
  return free
}

/** Opens what a run was made from as a new draft. Undo takes it away again and opens what was open. */
export async function restoreRun(services: PromptServices, run: Run): Promise<void> {
  const { host, prompts, toaster } = services
  const openId = prompts.getState().prompt?.id
  const kept = await promptOfRun(host, run)
  const taken = new Set(prompts.getState().entries.map(({ name }) => name))
  const prompt = { ...kept, id: newId(), name: freeName(kept.name, taken) }
  await prompts.getState().create(prompt)
  const undo = async () => {
    if (openId) await prompts.getState().open(openId)
    await prompts.getState().remove(prompt.id)
  }
  toaster.show(`“${prompt.name || 'Untitled'}” is restored as a new draft.`, {
    label: 'Undo',
    onSelect: () => reportFailure(toaster, undo()),
  })
}
