import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'

/** Deletes a prompt at once, and offers Undo. */
export function useRemovePrompt(): (id: string, name: string) => void {
  const { prompts, toaster } = usePromptServices()
  return (id, name) => {
    const { remove, restore } = prompts.getState()
    const wasOpen = prompts.getState().prompt?.id === id
    const undo = () => reportFailure(toaster, restore(id, wasOpen))
    const removing = remove(id).then(() => {
      toaster.show(`“${name}” is deleted.`, { label: 'Undo', onSelect: undo })
    })
    reportFailure(toaster, removing)
  }
}
