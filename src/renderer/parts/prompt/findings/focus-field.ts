import { reveal } from '../cards/message-actions.ts'
import type { PromptServices } from '../prompt-services.tsx'
import { otherOwner, ownerOf } from './finding-owner.ts'

/** Controls are marked with this attribute and the owner of the findings that they show. */
const marks = (owner: string) => `[data-prompt-field="${CSS.escape(owner)}"]`

const focusable = 'input:not([type="range"]), select, textarea, [role="textbox"], summary, button, [tabindex="0"]'

/** So many frames a message that was far away may take to become an editor. */
const mostFrames = 60

/** Puts the focus into the control of a field that a finding names; answers whether there is one in the page. */
export function focusField(services: PromptServices, field: string): boolean {
  const { prompts } = services
  const owner = ownerOf(field)
  const [head, index] = owner.split('.')
  if (head === 'messages' && index !== undefined) {
    const message = prompts.getState().prompt?.messages[Number(index)]
    return message !== undefined && focusMessage(services, message.id)
  }
  // A field that its control could not show is among the other ones.
  const control = document.querySelector<HTMLElement>(marks(owner)) ?? document.querySelector(marks(otherOwner))
  if (!(control instanceof HTMLElement)) return false
  control.scrollIntoView({ block: 'nearest' })
  const inner = control.matches(focusable) ? control : control.querySelector<HTMLElement>(focusable)
  inner?.focus()
  return inner !== null
}

/** As `focusField`, where the control may be folded away: what it stands in is opened. */
export function showField(services: PromptServices, field: string): void {
  if (focusField(services, field)) return
  services.rooms.open(/^(messages|system|prefill|variables)\b/.test(field) ? 'cards' : 'settings')
  focusFieldWhenThere(services, field)
}

/** As `focusField`, as soon as the control is in the page: it may be on its way. Whoever does something else meanwhile is left alone. */
export function focusFieldWhenThere(services: PromptServices, field: string): void {
  doWhenThere(() => focusField(services, field))
}

/** Tries now and after each change of the page until it succeeds, or somebody presses a key or the pointer. */
export function doWhenThere(attempt: () => boolean): void {
  if (attempt()) return
  const observer = new MutationObserver(() => {
    if (attempt()) stop()
  })
  const stop = () => {
    observer.disconnect()
    for (const event of ['keydown', 'pointerdown']) document.removeEventListener(event, stop, true)
  }
  observer.observe(document.body, { childList: true, subtree: true })
  for (const event of ['keydown', 'pointerdown']) document.addEventListener(event, stop, true)
}

/** Brings a message into sight and the caret into its text. One that was far away is made anew as it comes near. */
function focusMessage(services: PromptServices, id: string): boolean {
  reveal(services, id)
  const find = () => document.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`)
  const card = find()
  if (!card) return false
  card.scrollIntoView({ block: 'center' })
  let frames = 0
  const focus = () => {
    const text = find()?.querySelector<HTMLElement>('[role="textbox"], textarea') ?? find()?.querySelector('button')
    if (text && !text.contains(document.activeElement)) text.focus()
    const isEditor = text?.isContentEditable || text?.matches('textarea, button')
    frames += 1
    if (!isEditor && frames < mostFrames) requestAnimationFrame(focus)
  }
  focus()
  return true
}
