import { flushSync } from 'react-dom'
import type { MenuItem } from '../../../ui/menu.tsx'
import { reveal } from '../cards/message-actions.ts'
import { addBlock, type BlockPlace } from '../edits/block-edits.ts'
import type { PromptServices } from '../prompt-services.tsx'
import { addable, type BlockHolder, blockName, newBlock } from './new-block.ts'
import { toolCalls } from './tool-calls.ts'

/** Every kind of block that can be added to a place, the ones that the API does not take there marked. */
export function addBlockItems(services: PromptServices, place: BlockPlace, holder: BlockHolder): MenuItem[] {
  return addable(holder).map(({ type, isTaken }) => ({
    label: blockName(type) ?? 'Raw JSON',
    detail: isTaken ? undefined : `not taken from ${holder}`,
    onSelect: () => addNewBlock(services, place, type),
  }))
}

/** Adds an empty block, and has its first field focused once it is there. */
export function addNewBlock(services: PromptServices, place: BlockPlace, type: string): void {
  const { prompts, cards, announce } = services
  const messages = prompts.getState().settle()?.messages ?? []
  const open = toolCalls(messages).flatMap(({ id, isAnswered }) => (isAnswered ? [] : [id]))
  const block = newBlock(type, () => crypto.randomUUID(), open)
  cards.getState().awaitBlock(block)
  if (place.kind === 'message') {
    if (cards.getState().collapsed.has(place.id)) cards.getState().toggleCollapsed(place.id)
    reveal(services, place.id)
  }
  flushSync(() => prompts.getState().edit(addBlock(place, block)))
  announce(`${blockName(type) ?? 'JSON'} block added.`)
}
