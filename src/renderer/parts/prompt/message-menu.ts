import { flushSync } from 'react-dom'
import type { Role } from '#shared/prompt'
import type { MenuItem } from '../../ui/menu.tsx'
import { focusText, moveBy } from './message-actions.ts'
import {
  addMessage,
  changeRole,
  deleteMessage,
  duplicateMessage,
  muteMessage,
  type PromptEdit,
} from './prompt-edits.ts'
import type { PromptServices } from './prompt-services.tsx'

type MenuOf = { id: string; role: Role; index: number; isMuted: boolean; legal: readonly Role[] }

/** What the menu of a message offers. Every role is there; the ones that the model does not take say so. */
export function messageMenu(services: PromptServices, message: MenuOf): (MenuItem | 'separator')[] {
  const { edit } = services.prompts.getState()
  const { id, role, index, isMuted, legal } = message
  const roles = (['user', 'assistant', 'system'] as const).map((other) => ({
    label: `Role: ${other}`,
    detail: legal.includes(other) ? undefined : 'not every model',
    checked: other === role,
    onSelect: () => edit(changeRole(id, other)),
  }))
  return [
    ...roles,
    'separator',
    { label: 'Duplicate', onSelect: () => edit(duplicateMessage(id, crypto.randomUUID())) },
    { label: 'Move up', shortcut: 'Alt ↑', disabled: index === 0, onSelect: () => moveBy(services, id, -1) },
    { label: 'Move down', shortcut: 'Alt ↓', onSelect: () => moveBy(services, id, 1) },
    { label: isMuted ? 'Unmute' : 'Mute', detail: 'kept, not sent', onSelect: () => edit(muteMessage(id, !isMuted)) },
    'separator',
    ...services.turnActions.map(({ onSelect, ...item }) => ({ ...item, onSelect: () => onSelect(id) })),
    'separator',
    { label: 'Delete', danger: true, onSelect: () => removeWithUndo(services, id) },
  ]
}

/** Deletes at once; the toast brings the message back to its place whatever was edited since, and Ctrl+Z works too. */
export function removeWithUndo({ prompts, toaster }: PromptServices, id: string): void {
  const prompt = prompts.getState().settle()
  const index = prompt?.messages.findIndex((message) => message.id === id) ?? -1
  const message = prompt?.messages[index]
  if (!prompt || !message) return
  flushSync(() => prompts.getState().edit(deleteMessage(id)))
  focusText(prompts.getState().prompt?.messages.at(Math.min(index, prompt.messages.length - 2))?.id)
  const putBack: PromptEdit = (later) =>
    later.messages.some((other) => other.id === id) ? later : addMessage(message, index)(later)
  const onSelect = async () => {
    await prompts.getState().open(prompt.id)
    prompts.getState().edit(putBack)
  }
  toaster.show(`Message ${index + 1} deleted.`, { label: 'Undo', onSelect: () => void onSelect() })
}
