import { flushSync } from 'react-dom'
import { moveMessage, moveMessageBy, type PromptEdit } from '../edits/prompt-edits.ts'
import type { PromptServices } from '../prompt-services.tsx'

type Cards = Pick<PromptServices, 'cards'>

/** Moves a message by `steps` places, negative is up, keeps the focus in it, and says where it went. */
export function moveBy(services: PromptServices, id: string, steps: number): void {
  move(services, id, moveMessageBy(id, steps))
}

/** Moves a message to the place `index`, counted once it was taken out, as `moveBy` does. */
export function moveTo(services: PromptServices, id: string, index: number): void {
  move(services, id, moveMessage(id, index))
}

function move(services: PromptServices, id: string, edit: PromptEdit): void {
  const from = placeOf(services, id)
  const { activeElement } = document
  flushSync(() => services.prompts.getState().edit(edit))
  const to = placeOf(services, id)
  if (from === to) return
  // Moving an element in the page takes its focus away; it comes back, also when the card had to be made anew.
  if (activeElement instanceof HTMLElement && activeElement.isConnected) activeElement.focus()
  else focusText(services, id)
  services.announce(`Message ${from + 1} moved to place ${to + 1}.`)
}

function placeOf({ prompts }: PromptServices, id: string): number {
  return (
    prompts
      .getState()
      .settle()
      ?.messages.findIndex((message) => message.id === id) ?? -1
  )
}

/** The text of a message that is in the page, and no longer what stands in for its blocks; else what adds one to its blocks. */
export function textField(id: string): HTMLElement | null {
  const card = document.querySelector(`[data-message="${CSS.escape(id)}"]`)
  return card?.querySelector<HTMLElement>('[role="textbox"]:not([data-stands-in] *), [data-add-text]') ?? null
}

/** Has the card of a message in the page when this returns, also where it is one of many far ones that have none. */
export function reveal({ cards }: Cards, id: string): void {
  flushSync(() => cards.getState().reveal(id))
}

/** Puts the caret into the text of a message. */
export function focusText(services: Cards, id: string | undefined): void {
  if (id === undefined) return
  if (!textField(id)) reveal(services, id)
  textField(id)?.focus()
}
