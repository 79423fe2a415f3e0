// Files that are dropped or pasted anywhere in the window.
import { attachFiles } from './attach-files.ts'
import './take-files.module.css'

type Services = Parameters<typeof attachFiles>[0]

const mark = 'takesFiles'

/**
 * Takes files that are dropped on a message, and pictures that are pasted into one. A file that is dropped beside them goes
 * nowhere: left alone, a browser would open it in the place of the page. Returns how to stop.
 */
export function takeFiles(services: Services, page: Document = document): () => void {
  let marked: HTMLElement | null = null
  const point = (message: HTMLElement | null) => {
    if (marked === message) return
    if (marked) delete marked.dataset[mark]
    marked = message
    if (marked) marked.dataset[mark] = ''
  }

  const over = (event: DragEvent) => {
    if (!bringsFiles(event.dataTransfer) || hasOwnZone(event.target) || isForField(event)) return
    event.preventDefault()
    const message = messageAt(event.target)
    point(message)
    if (event.dataTransfer) event.dataTransfer.dropEffect = message ? 'copy' : 'none'
  }
  const drop = (event: DragEvent) => {
    point(null)
    if (!bringsFiles(event.dataTransfer) || hasOwnZone(event.target) || isForField(event)) return
    event.preventDefault()
    event.stopPropagation()
    give(messageAt(event.target), event.dataTransfer)
  }
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) point(null)
  }
  const paste = (event: ClipboardEvent) => {
    const message = messageAt(event.target)
    if (!message || hasOwnZone(event.target) || !isPicture(event.clipboardData)) return
    event.preventDefault()
    event.stopPropagation()
    give(message, event.clipboardData)
  }
  const give = (message: HTMLElement | null, data: DataTransfer | null) => {
    const files = [...(data?.files ?? [])]
    const id = message?.dataset.message
    if (id !== undefined && files.length > 0) void attachFiles(services, id, files)
  }

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

function messageAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null
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
