// Streams a text into a view, with the end kept in sight as the app does.
import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { Streamdown } from 'streamdown'
import { createGrowingText } from '../../../src/renderer/parts/response/growing-text.ts'
import { MarkdownBlock } from '../../../src/renderer/parts/response/markdown/markdown-block.tsx'
import { StreamingMarkdown } from '../../../src/renderer/parts/response/markdown/streaming-markdown.tsx'
import { lastWords, type Shape, streamedText } from './texts.ts'

/** `floor` shows only the end of the text, as plain text: what the frames take whatever is in them. */
export type StreamView = 'ours' | 'streamdown' | 'naive' | 'floor'

export type StreamOptions = {
  view: StreamView
  shape: Shape
  /** Of the whole text and of what comes at once, in UTF-16 code units. */
  length: number
  chunkLength: number
}

/** How many updates there were, and in how many frames script, layout and paint took longer than a frame lasts. */
export type Streamed = { updates: number; late: number }

const frameMs = 16.7
const chunkOfFloor = 400
const plugins = [remarkGfm]

/** What a view shows after one more chunk. */
type Grow = (chunk: string, isComplete: boolean) => ReactNode

const views: Record<StreamView, () => Grow> = {
  ours: () => {
    const text = createGrowingText()
    return (chunk, isComplete) => {
      text.append(chunk)
      return <StreamingMarkdown text={text} length={text.length} isComplete={isComplete} />
    }
  },
  streamdown: () => {
    let text = ''
    return (chunk, isComplete) => {
      text += chunk
      return <Streamdown isAnimating={!isComplete}>{text}</Streamdown>
    }
  },
  floor: () => {
    let end = ''
    return (chunk) => {
      end = (end + chunk).slice(-chunkOfFloor)
      return <p>{end}</p>
    }
  },
  naive: () => {
    let text = ''
    return (chunk) => {
      text += chunk
      return <Markdown remarkPlugins={plugins}>{text}</Markdown>
    }
  },
}

/** The place where streams are shown, as large as the app's response pane. */
const pane = document.createElement('div')
pane.style.cssText = 'position: fixed; top: 0; width: 560px; height: 640px; overflow: auto; padding: 12px'
let shown: ReturnType<typeof createRoot> | null = null

/**
 * Streams a text, one update per animation frame, and resolves when the last of it can be seen. Without the frames the
 * browser would not lay out what is out of sight of the last frame, and that is where a stream grows.
 */
export async function stream({ view, shape, length, chunkLength }: StreamOptions): Promise<Streamed> {
  document.body.append(pane)
  const root = createRoot(pane)
  shown = root
  const text = streamedText(shape, length)
  const grow = views[view]()
  const streamed = { updates: 0, late: 0 }
  for (let at = 0; at < text.length; at += chunkLength) {
    const startedAt = await nextFrame()
    flushSync(() => root.render(grow(text.slice(at, at + chunkLength), at + chunkLength >= text.length)))
    pane.scrollTop = pane.scrollHeight
    await afterPaint()
    streamed.updates += 1
    if (performance.now() - startedAt > frameMs) streamed.late += 1
  }
  while (!endIsShown()) {
    pane.scrollTop = pane.scrollHeight
    await nextFrame()
  }
  return streamed
}

/** Whether the last words are on the screen. Only the last part is looked at: reading a long text would be measured along. */
function endIsShown(): boolean {
  let last: Element = pane
  while (last.lastElementChild?.textContent?.includes(lastWords)) last = last.lastElementChild
  if (last === pane || !last.checkVisibility({ contentVisibilityAuto: true })) return false
  return last.getBoundingClientRect().bottom <= innerHeight
}

/** Whether what is shown reads, white space apart, like the whole text parsed at once. Takes the stream away. */
export function endStream(shape: Shape, length: number): boolean {
  // streamdown writes the language above its code.
  for (const header of pane.querySelectorAll('[data-streamdown="code-block-header"]')) header.textContent = ''
  const streamed = readable(pane)
  shown?.unmount()
  shown = null
  const oneShot = document.createElement('div')
  const root = createRoot(oneShot)
  flushSync(() => root.render(<MarkdownBlock text={streamedText(shape, length)} />))
  const expected = readable(oneShot)
  root.unmount()
  pane.remove()
  return streamed === expected
}

function readable(element: Element): string {
  return (element.textContent ?? '').replaceAll(/\s+/g, '')
}

/** The next animation frame; answers when its work began, in milliseconds. */
function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))
}

/** The first task behind the frame that is being made. */
function afterPaint(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
