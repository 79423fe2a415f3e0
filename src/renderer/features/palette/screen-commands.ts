// Whatever can be pressed on the screen is a command, too: nobody has to remember to offer a new button.
import { computeAccessibleName } from 'dom-accessibility-api'
import type { Command } from './commands.ts'

const pressed = 'button, [role="button"], [role="tab"], [role="switch"], [role="radio"], input[type="checkbox"]'
const entered = 'input, select, textarea, [role="textbox"], [role="combobox"]'
/** What is inside is offered in words of its own (each row of a list, each message), or only makes sense where it stands. */
const apart = '[data-own-commands], [data-message], [role="dialog"], [aria-hidden="true"], [inert]'

/** The controls that are on the screen and can be used now, by their accessible names: they are pressed, or get the focus. */
export function screenCommands(page: Document = document): Command[] {
  const commands = new Map<string, Command>()
  for (const element of page.querySelectorAll<HTMLElement>(`${pressed}, ${entered}`)) {
    const command = isUsable(element) ? commandOf(element, page) : null
    if (command && !commands.has(command.id)) commands.set(command.id, command)
  }
  return [...commands.values()]
}

function isUsable(element: HTMLElement): boolean {
  if (element.matches(':disabled, [aria-disabled="true"], [type="file"], [hidden]')) return false
  return element.closest(apart) === null && element.checkVisibility({ visibilityProperty: true })
}

function commandOf(element: HTMLElement, page: Document): Command | null {
  const name = computeAccessibleName(element).replaceAll(/\s+/g, ' ').trim()
  if (name === '') return null
  const label = labelOf(element, name)
  const id = `screen:${label}`
  return { id, label, group: groupOf(element), shortcut: '', perform: () => use(element, id, page) }
}

function labelOf(element: HTMLElement, name: string): string {
  if (element.matches('[role="tab"]')) return `Show ${name}`
  const says = element.dataset.command ?? name
  return element.matches(pressed) ? says : `Go to ${says}`
}

function groupOf(element: HTMLElement): string {
  if (element.closest('[data-response]')) return 'Response'
  return element.closest('[data-prompt-editor]') ? 'Prompt' : 'View'
}

/** What stood there may have been drawn anew meanwhile. */
function use(element: HTMLElement, id: string, page: Document): void {
  if (!element.isConnected) {
    screenCommands(page)
      .find((command) => command.id === id)
      ?.perform()
    return
  }
  element.focus()
  if (element.matches(pressed)) element.click()
}
