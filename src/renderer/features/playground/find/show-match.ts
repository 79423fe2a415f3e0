// Brings a match in the prompt into sight, wherever it is: in a far or collapsed message, in a tool behind the settings.
import { EditorView } from '@codemirror/view'
import { flushSync } from 'react-dom'
import { placesInEditor } from '../../../parts/find/editor-marks.ts'
import type { Match } from '../../../parts/find/find-store.ts'
import { isInSight } from '../../../parts/find/is-in-sight.ts'
import { showUntilStill } from '../../../parts/find/show-until-still.ts'
import { reveal } from '../../../parts/prompt/cards/message-actions.ts'
import type { PromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { rangesIn } from './mark-texts.ts'
import type { PromptText } from './prompt-texts.ts'

export type PlaceOpener = {
  services: PromptServices
  /** Has the messages in sight, or the tools, when it returns. */
  showMessages: () => void
  showTools: () => void
}

/** So many frames a text may take to be there. */
const mostFrames = 120

/**
 * Opens and scrolls to where a match is. Whoever scrolls or presses meanwhile is left alone.
 * @param takesFocus Whether the caret goes there too; else the focus stays where it is.
 * @returns how to end it before.
 */
export function showMatch(opener: PlaceOpener, match: Match<PromptText>, takesFocus: boolean): () => void {
  const { activeElement } = document
  const { text } = match.of
  open(opener, text)
  return showUntilStill((wasThere) => {
    // What opens for it may take the focus.
    if (!takesFocus && activeElement instanceof HTMLElement && isPanelHead(document.activeElement))
      activeElement.focus()
    return bringIntoSight(text, match, takesFocus && !wasThere)
  }, mostFrames)
}

const isPanelHead = (element: Element | null) => element?.matches('h2[tabindex="-1"]') ?? false

function open({ services, showMessages, showTools }: PlaceOpener, { holder, key }: PromptText): void {
  if (key === 'json') return
  if (holder.kind === 'tool') {
    showTools()
    return
  }
  showMessages()
  if (holder.kind !== 'message') return
  const { cards } = services
  if (cards.getState().collapsed.has(holder.id)) flushSync(() => cards.getState().toggleCollapsed(holder.id))
  reveal(services, holder.id)
}

/** Scrolls to a match; `false` while its field is not in the page, or has moved. */
function bringIntoSight(text: PromptText, match: Match<PromptText>, takesFocus: boolean): boolean {
  if (text.holder.kind === 'tool') openTool(text)
  const field = fieldOf(text)
  if (!field) return false
  const content = field.querySelector<HTMLElement>('.cm-editor')
  const view = content && EditorView.findFromDOM(content)
  if (view) return showInEditor(view, match, takesFocus)
  if (field.matches('[role="note"]')) return showInNote(field, match, takesFocus)
  const input = field.matches('input, textarea') ? field : field.querySelector<HTMLElement>('input')
  if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) {
    return showInInput(input, match, takesFocus)
  }
  // Its editor comes as it comes near.
  if (!isInSight(field.getBoundingClientRect(), field)) field.scrollIntoView({ block: 'center' })
  return false
}

/** The field of a text; where it has none now, because its block is shown as JSON, what holds it. */
function fieldOf({ key, holder }: PromptText): HTMLElement | null {
  for (let name = key; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf(':')))) {
    const field = document.querySelector<HTMLElement>(`[data-text="${CSS.escape(name)}"]`)
    if (field) return field
  }
  return holder.kind === 'message'
    ? document.querySelector<HTMLElement>(`[data-message="${CSS.escape(holder.id)}"]`)
    : null
}

/** The tools are folded but for one, and open as they do for the pointer. */
function openTool({ path }: PromptText): void {
  document.querySelector<HTMLElement>(`[data-tool="${path[2]}"] button[aria-expanded="false"][title]`)?.click()
}

function showInEditor(view: EditorView, { of, nth }: Match<PromptText>, takesFocus: boolean): boolean {
  const places = placesInEditor(view.state.doc.toString(), of.text.text, of.places)
  const [from, to] = [places?.[2 * nth], places?.[2 * nth + 1]]
  if (from === undefined || to === undefined) {
    if (!isInSight(view.dom.getBoundingClientRect(), view.dom)) view.dom.scrollIntoView({ block: 'nearest' })
    if (takesFocus) view.focus()
    return true
  }
  const at = view.coordsAtPos(from)
  const isThere = at !== null && isInSight(at, view.contentDOM)
  const { main } = view.state.selection
  if (!isThere || main.from !== from || main.to !== to) {
    view.dispatch({
      selection: { anchor: from, head: to },
      effects: isThere ? [] : EditorView.scrollIntoView(from, { y: 'center' }),
    })
  }
  if (takesFocus) view.focus()
  return isThere
}

function showInNote(note: HTMLElement, match: Match<PromptText>, takesFocus: boolean): boolean {
  const range = rangesIn(note, match.of)[match.nth]
  if (!range) {
    // The rest of a long thought waits for a click.
    for (const button of note.parentElement?.querySelectorAll('button') ?? []) {
      if (button.textContent === 'Show all') button.click()
    }
    return false
  }
  const { top, bottom } = range.getBoundingClientRect()
  const box = note.getBoundingClientRect()
  if (top < box.top || bottom > box.bottom) note.scrollTop += top - box.top - note.clientHeight / 2
  const isThere = isInSight(range.getBoundingClientRect(), note)
  if (!isThere) note.scrollIntoView({ block: 'center' })
  if (takesFocus) note.focus({ preventScroll: true })
  return isThere
}

function showInInput(
  input: HTMLInputElement | HTMLTextAreaElement,
  { from, to }: Match<PromptText>,
  takesFocus: boolean,
): boolean {
  const isThere = isInSight(input.getBoundingClientRect(), input)
  if (!isThere) input.scrollIntoView({ block: 'center' })
  if (takesFocus) input.focus({ preventScroll: true })
  input.setSelectionRange(from, to)
  return isThere
}
