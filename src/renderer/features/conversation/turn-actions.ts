import type { TurnAction } from '../../parts/prompt/cards/turn-action.ts'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'

const load = () => import('./conversation-edits.ts')

/** What the menu of a message offers for the conversation. What it does is loaded when it is chosen. */
export function turnActions(services: PromptServices, run: () => void): TurnAction[] {
  const regenerate = async (id: string) => (await load()).regenerateFrom(services, id, run)
  const branch = async (id: string) => (await load()).branchFrom(services, id)
  return [
    {
      label: 'Regenerate from here',
      detail: 'drops what follows, runs',
      onSelect: (id) => reportFailure(services.toaster, regenerate(id)),
    },
    {
      label: 'Branch from here',
      detail: 'as a new prompt',
      onSelect: (id) => reportFailure(services.toaster, branch(id)),
    },
  ]
}
