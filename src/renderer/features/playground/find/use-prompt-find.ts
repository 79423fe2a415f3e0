import { isInAnswer, useFindAsked } from '../../../parts/find/use-find-asked.ts'
import { useKeymap } from '../../../parts/keymap/use-keymap.tsx'

/** Whether the bar that finds in the prompt is open, and the keys that open it. In the answer, Ctrl+F finds there. */
export function usePromptFind() {
  const find = useFindAsked()
  const isSeen = () => document.querySelector('[data-prompt-editor]')?.checkVisibility() === true
  useKeymap({
    find: () => !isInAnswer() && isSeen() && find.ask(false),
    replace: () => isSeen() && find.ask(true),
  })
  return find
}
