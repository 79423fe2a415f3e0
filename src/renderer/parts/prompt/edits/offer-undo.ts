import { reportFailure } from '../../report-failure.ts'
import type { PromptServices } from '../prompt-services.tsx'
import type { PromptEdit } from './prompt-edits.ts'

/**
 * Says what the last edit did, with an Undo that takes it back whatever was edited since, also when another prompt is open by
 * then. Where Ctrl+Z was faster, the offer is gone.
 * @param putBack Mends a prompt in which more was changed since.
 */
export function offerUndo(
  { prompts, toaster }: Pick<PromptServices, 'prompts' | 'toaster'>,
  words: string,
  putBack: PromptEdit,
): void {
  const { prompt, lastStep, open } = prompts.getState()
  if (!prompt) return
  const stateOf = lastStep()
  const takeBack = async () => {
    await open(prompt.id)
    const { settle, undo, edit } = prompts.getState()
    settle()
    const state = stateOf()
    if (state === 'last') undo()
    else if (state === 'followed') edit(putBack)
  }
  const stop = prompts.subscribe(({ prompt: now, canRedo }) => {
    if (now?.id !== prompt.id || !canRedo || stateOf() !== 'undone') return
    stop()
    dismiss()
  })
  const dismiss = toaster.show(words, { label: 'Undo', onSelect: () => reportFailure(toaster, takeBack()) }, stop)
}
