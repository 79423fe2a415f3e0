import { EditorView } from '@codemirror/view'
import type { LibraryHit } from '#shared/library/library'
import { showField } from '../../parts/prompt/findings/focus-field.ts'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'

/** So many frames an editor may take to be there. */
const mostFrames = 120

/**
 * Brings what was found in the open prompt into sight, and selects it in its editor. Whoever presses a key or the pointer meanwhile
 * is left alone.
 */
export function showHit(services: PromptServices, hit: LibraryHit): void {
  if (hit.field === 'name') return
  showField(services, hit.field)
  let frames = 0
  let isLeft = false
  const leave = () => {
    isLeft = true
  }
  for (const event of ['keydown', 'pointerdown']) document.addEventListener(event, leave, { capture: true, once: true })
  const look = () => {
    frames += 1
    if (!isLeft && !select(services, hit) && frames < mostFrames) requestAnimationFrame(look)
    else for (const event of ['keydown', 'pointerdown']) document.removeEventListener(event, leave, { capture: true })
  }
  look()
}

function select({ prompts }: PromptServices, hit: LibraryHit): boolean {
  const [head, index] = hit.field.split('.')
  const message = head === 'messages' ? prompts.getState().prompt?.messages[Number(index)] : undefined
  const place = message ? `[data-message="${CSS.escape(message.id)}"]` : `[data-prompt-field="${hit.field}"]`
  for (const editor of document.querySelectorAll<HTMLElement>(`${place} .cm-editor`)) {
    const view = EditorView.findFromDOM(editor)
    const from = view ? placeOf(view.state.doc.toString(), hit) : -1
    if (!view || from < 0) continue
    view.dispatch({
      selection: { anchor: from, head: from + hit.match.length },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    })
    view.focus()
    return true
  }
  return false
}

/** The line may be cut at either end; where it stands more than once, the first one is shown. -1 where it is not there. */
export function placeOf(
  text: string,
  { before, match, after }: Pick<LibraryHit, 'before' | 'match' | 'after'>,
): number {
  const start = before.replace(/^…/, '')
  const place = text.indexOf(start + match + after.replace(/…$/, ''))
  return place < 0 ? -1 : place + start.length
}
