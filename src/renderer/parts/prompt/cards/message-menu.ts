import { flushSync } from 'react-dom'
import type { ContentBlock, Prompt, Role } from '#shared/prompt/prompt'
import type { MenuItem } from '../../../ui/menu.tsx'
import type { Keymap } from '../../keymap/keymap.ts'
import { asBlocks, cacheTime, markEnd, mayBeMarked } from '../edits/block-edits.ts'
import { mergeObstacle, mergeWithNext, pinMessage, splitMessage } from '../edits/message-edits.ts'
import { offerUndo } from '../edits/offer-undo.ts'
import {
  addMessage,
  changeRole,
  deleteMessage,
  duplicateMessage,
  muteMessage,
  type PromptEdit,
  type TextPlace,
} from '../edits/prompt-edits.ts'
import { focusWhenThere } from '../list/focus-when-there.ts'
import type { PromptServices } from '../prompt-services.tsx'
import { caretIn } from './caret.ts'
import { focusText, moveBy } from './message-actions.ts'

type MenuOf = { id: string; role: Role; index: number; legal: readonly Role[] }

/**
 * What the menu of a message offers, made when it opens. Every role is there; the ones that the model does not take say so.
 * @param keys The present keys, for who shows them beside the words.
 */
export function messageMenu(
  services: PromptServices,
  message: MenuOf,
  keys?: Pick<Keymap, 'shortcut'>,
): (MenuItem | 'separator')[] {
  const { edit, settle } = services.prompts.getState()
  const { id, role, index, legal } = message
  const prompt = settle()
  const { content = '', muted = false, pinned = false } = prompt?.messages[index] ?? {}
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
    {
      label: 'Move up',
      shortcut: keys?.shortcut('moveMessageUp'),
      disabled: index === 0,
      onSelect: () => moveBy(services, id, -1),
    },
    { label: 'Move down', shortcut: keys?.shortcut('moveMessageDown'), onSelect: () => moveBy(services, id, 1) },
    ...cuts(services, message, prompt),
    'separator',
    { label: muted ? 'Unmute' : 'Mute', detail: 'kept, not sent', onSelect: () => edit(muteMessage(id, !muted)) },
    { label: pinned ? 'Unpin' : 'Pin', detail: 'never dropped to fit', onSelect: () => edit(pinMessage(id, !pinned)) },
    ...cacheItems(services, { kind: 'message', id }, content),
    'separator',
    ...services.turnActions.map(({ onSelect, ...item }) => ({ ...item, onSelect: () => onSelect(id) })),
    'separator',
    { label: 'Delete', danger: true, onSelect: () => removeWithUndo(services, id) },
  ]
}

/** Splitting at the caret, where one of the message's texts has had it, and merging with the next message. */
function cuts(services: PromptServices, { id, index }: MenuOf, prompt: Prompt | null): MenuItem[] {
  const { prompts, announce } = services
  const { edit } = prompts.getState()
  const caret = caretIn(id)
  const obstacle = prompt && mergeObstacle(prompt, index)
  return [
    {
      label: 'Split at the caret',
      detail: caret ? undefined : 'no caret in its text yet',
      disabled: caret === null,
      onSelect: () => {
        if (!caret) return
        const newId = crypto.randomUUID()
        flushSync(() => edit(splitMessage(id, caret, newId)))
        // The caret goes with what stood behind it, as where a line is broken.
        focusWhenThere(services, newId)
        announce(`Message ${index + 1} split in two.`)
      },
    },
    {
      label: 'Merge with the next',
      detail: obstacle ?? undefined,
      disabled: obstacle !== null,
      onSelect: () => {
        edit(mergeWithNext(id))
        announce(`Messages ${index + 1} and ${index + 2} merged.`)
      },
    },
  ]
}

const cacheTimes = [
  { time: '5m', label: 'Cache up to here: 5 minutes' },
  { time: '1h', label: 'Cache up to here: 1 hour' },
  { time: null, label: 'Do not cache up to here' },
] as const

/** A cache breakpoint at the end of a content. A text becomes a block by it. */
export function cacheItems(
  { prompts }: PromptServices,
  place: TextPlace,
  content: string | ContentBlock[],
): MenuItem[] {
  const last = asBlocks(content).findLast(mayBeMarked)
  const present = last ? cacheTime(last) : null
  return cacheTimes.flatMap(({ time, label }) => {
    if (time === present) return []
    const onSelect = () => prompts.getState().edit(markEnd(place, time))
    return [{ label, disabled: last === undefined, onSelect }]
  })
}

/** Deletes at once; the toast brings the message back to its place whatever was edited since, and Ctrl+Z works too. */
export function removeWithUndo(services: PromptServices, id: string): void {
  const { prompts } = services
  const prompt = prompts.getState().settle()
  const index = prompt?.messages.findIndex((message) => message.id === id) ?? -1
  const message = prompt?.messages[index]
  if (!prompt || !message) return
  flushSync(() => prompts.getState().edit(deleteMessage(id)))
  focusText(services, prompts.getState().prompt?.messages.at(Math.min(index, prompt.messages.length - 2))?.id)
  const putBack: PromptEdit = (later) =>
    later.messages.some((other) => other.id === id) ? later : addMessage(message, index)(later)
  offerUndo(services, `Message ${index + 1} deleted.`, putBack)
}
