import { flushSync } from 'react-dom'
import type { PromptMessage, Role } from '#shared/prompt'
import type { MenuItem } from '../../ui/menu.tsx'
import {
  addMessage,
  changeRole,
  deleteMessage,
  duplicateMessage,
  moveMessageBy,
  muteMessage,
  type PromptEdit,
} from './prompt-edits.ts'
import type { PromptServices } from './prompt-services.tsx'

/** What the menu of a message offers. Every role is there; the ones that the model does not take say so. */
export function messageMenu(
  services: PromptServices,
  message: PromptMessage,
  index: number,
  card: { current: HTMLElement | null },
  legal: readonly Role[],
): (MenuItem | 'separator')[] {
  const { edit } = services.prompts.getState()
  const { id, role, muted = false } = message
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
    { label: 'Move up', shortcut: 'Alt ↑', disabled: index === 0, onSelect: () => edit(moveMessageBy(id, -1)) },
    { label: 'Move down', shortcut: 'Alt ↓', onSelect: () => edit(moveMessageBy(id, 1)) },
    { label: muted ? 'Unmute' : 'Mute', detail: 'kept, not sent', onSelect: () => edit(muteMessage(id, !muted)) },
    'separator',
    { label: 'Delete', danger: true, onSelect: () => removeWithUndo(services, message, index, card.current) },
  ]
}

/** Deletes at once; the toast brings the message back to its place whatever was edited since, and Ctrl+Z works too. */
export function removeWithUndo(
  services: PromptServices,
  message: PromptMessage,
  index: number,
  card: HTMLElement | null,
): void {
  const { prompts, toaster } = services
  const promptId = prompts.getState().prompt?.id
  const neighbour = card?.nextElementSibling ?? card?.previousElementSibling
  flushSync(() => prompts.getState().edit(deleteMessage(message.id)))
  neighbour?.querySelector<HTMLElement>('[role="textbox"]')?.focus()
  const putBack: PromptEdit = (prompt) =>
    prompt.messages.some(({ id }) => id === message.id) ? prompt : addMessage(message, index)(prompt)
  const onSelect = async () => {
    if (!promptId) return
    await prompts.getState().open(promptId)
    prompts.getState().edit(putBack)
  }
  toaster.show(`Message ${index + 1} deleted.`, { label: 'Undo', onSelect: () => void onSelect() })
}
