// Files that are dropped or pasted anywhere in the window: from the first moment on, while what stores them comes when it is needed.
import { flushSync } from 'react-dom'
import { focusWhenThere } from '../prompt/list/focus-when-there.ts'
import type { PromptServices } from '../prompt/prompt-services.tsx'
import { reportFailure } from '../report-failure.ts'
import type { attachFiles } from './attach-files.ts'
import './take-files.css'

const mark = 'takesFiles'

type Services = Parameters<typeof attachFiles>[0] & Pick<PromptServices, 'cards'>

/** Where files would go: into a message, or behind the last one, and the element that says so. */
type Target = { element: HTMLElement; messageId: string | null }

/**
 * Takes files that are dropped on a message, or anywhere else for the end of the conversation, and pictures that are pasted
 * into a message. Where there are no messages to see, a dropped file goes nowhere: left alone, a browser would open it in the
 * place of the page.
 * @param other Is asked first for a file that falls on no message, and answers whether it took it.
 * @returns How to stop.
 */
export function takeFiles(
  services: Services,
  other: (file: File) => boolean = () => false,
  page: Document = document,
): () => void {
  let marked: HTMLElement | null = null
  const point = (target: Target | null) => {
    const element = target?.element ?? null
    if (marked === element) return
    if (marked) delete marked.dataset[mark]
    marked = element
    if (marked)
      marked.dataset[mark] = target?.messageId == null ? 'Drop to add at the end' : 'Drop to add to this message'
  }

  const over = (event: DragEvent) => {
    if (!bringsFiles(event.dataTransfer) || hasOwnZone(event.target) || isForField(event)) return point(null)
    event.preventDefault()
    const target = targetOf(event.target, page)
    point(target)
    if (event.dataTransfer) event.dataTransfer.dropEffect = target ? 'copy' : 'none'
  }
  const drop = (event: DragEvent) => {
    point(null)
    if (!bringsFiles(event.dataTransfer) || hasOwnZone(event.target) || isForField(event)) return
    event.preventDefault()
    event.stopPropagation()
    give(targetOf(event.target, page), event.dataTransfer)
  }
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) point(null)
  }
  /** Text that becomes a block gets an editor of its own: the caret is still wanted where it was. */
  const keepFocus = ({ messageId }: Target) => {
    flushSync(() => {})
    if (messageId !== null && page.activeElement === page.body) focusWhenThere(services, messageId)
  }
  const paste = (event: ClipboardEvent) => {
    const message = messageAt(event.target)
    if (!message || hasOwnZone(event.target) || !isPicture(event.clipboardData)) return
    event.preventDefault()
    event.stopPropagation()
    give(message, event.clipboardData, () => keepFocus(message))
  }
  const give = (target: Target | null, data: DataTransfer | null, then?: () => void) => {
    const files = [...(data?.files ?? [])]
    const [first] = files
    if (first && files.length === 1 && target?.messageId == null && other(first)) return
    if (target && files.length > 0) reportFailure(services.toaster, attach(target.messageId, files).then(then))
  }
  const attach = async (messageId: string | null, files: readonly File[]) =>
    (await import('./attach-files.ts')).attachFiles(services, messageId, files)

  // Before anybody else: an editor would write the bytes of a picture into its text.
  const options = { capture: true }
  page.addEventListener('dragover', over, options)
  page.addEventListener('drop', drop, options)
  page.addEventListener('dragleave', leave, options)
  page.addEventListener('paste', paste, options)
  return () => {
    page.removeEventListener('dragover', over, options)
    page.removeEventListener('drop', drop, options)
    page.removeEventListener('dragleave', leave, options)
    page.removeEventListener('paste', paste, options)
  }
}

function bringsFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false
}

/** Words that were copied together with their picture, as Office does, are meant as words. */
function isPicture(data: DataTransfer | null): boolean {
  return (
    data !== null && !data.types.includes('text/plain') && [...data.files].some(({ type }) => type.startsWith('image/'))
  )
}

function targetOf(place: EventTarget | null, page: Document): Target | null {
  const message = messageAt(place)
  if (message || page.querySelector('[role="dialog"], [role="alertdialog"]')) return message
  const element = page.querySelector<HTMLElement>('[data-files-end]')
  return element && { element, messageId: null }
}

function messageAt(place: EventTarget | null): Target | null {
  const element = place instanceof Element ? place.closest<HTMLElement>('[data-message]') : null
  return element && { element, messageId: element.dataset.message ?? null }
}

/** Where a block takes a file in the place of its own. */
function hasOwnZone(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-file-zone], input[type="file"]') !== null
}

/** A text file that is dropped into a field outside of the messages is read into it, as fields do. */
function isForField({ target, dataTransfer }: DragEvent): boolean {
  if (!(target instanceof HTMLElement) || messageAt(target)) return false
  if (!target.isContentEditable && !target.matches('input, textarea')) return false
  const items = [...(dataTransfer?.items ?? [])]
  return items.every(({ type }) => type.startsWith('text/') || type === 'application/json')
}
