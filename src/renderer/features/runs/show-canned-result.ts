import { doWhenThere } from '../../parts/prompt/findings/focus-field.ts'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'

/** Opens a tool among the settings, with the focus where its canned result is written. */
export function showCannedResult({ rooms }: PromptServices, tool: string): void {
  rooms.open('tools')
  doWhenThere(() => {
    const card = document.querySelector(`[data-tool-name="${CSS.escape(tool)}"]`)
    const field = card?.querySelector<HTMLElement>('[data-canned] :is(textarea, button)')
    if (!field) {
      card?.querySelector<HTMLElement>('[aria-expanded="false"]:not([aria-haspopup])')?.click()
      return false
    }
    field.scrollIntoView({ block: 'center' })
    field.focus()
    return true
  })
}
