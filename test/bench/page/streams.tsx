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
import { PlainTextView } from '../../../src/renderer/parts/response/plain-text-view.tsx'
import { useStickToEnd } from '../../../src/renderer/parts/response/use-stick-to-end.ts'
import { lastWords, type Shape, streamedText } from './texts.ts'

/** `idle` never changes: what the frames take and miss on this machine whatever is in them. */
export type StreamView = 'ours' | 'streamdown' | 'naive' | 'idle' | 'plain' | 'pre' | 'node'

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
const mostFramesBehind = 300
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
  plain: () => {
    const text = createGrowingText()
    return (chunk, isComplete) => {
      text.append(chunk)
      return <PlainTextView text={text} length={text.length} isGrowing={!isComplete} label="Plain text" />
    }
  },
  pre: () => {
    let text = ''
    return (chunk) => {
      text += chunk
      return <pre className="raw">{text}</pre>
    }
  },
  node: () => {
    const node = document.createTextNode('')
    const keep = (element: HTMLElement | null) => {
      if (element && node.parentNode !== element) element.append(node)
    }
    return (chunk) => {
      node.appendData(chunk)
      return <div className="raw" ref={keep} />
    }
  },
  idle: () => () => <p>{lastWords}</p>,
  naive: () => {
    let text = ''
    return (chunk) => {
      text += chunk
      return <Markdown remarkPlugins={plugins}>{text}</Markdown>
    }
  },
}

/** The place where streams are shown: as large as the app's response pane, and kept at its end in the app's way. */
function Pane({ children }: { children: ReactNode }) {
  const stickToEnd = useStickToEnd(true)
  return (
    <article ref={stickToEnd} className="pane">
      <div>{children}</div>
    </article>
  )
}

const place = document.createElement('div')
let shown: ReturnType<typeof createRoot> | null = null

/**
 * Streams a text, one update per animation frame, and resolves when the last of it can be seen. Without the frames the
 * browser would not lay out what is out of sight of the last frame, and that is where a stream grows.
 */
export async function stream({ view, shape, length, chunkLength }: StreamOptions): Promise<Streamed> {
  document.body.append(place)
  const root = createRoot(place)
  shown = root
  const grow = views[view]()
  const text = streamedText(shape, length)
  const streamed = await inFrames(Math.ceil(text.length / chunkLength), (index) => {
    const at = index * chunkLength
    const content = grow(text.slice(at, at + chunkLength), at + chunkLength >= text.length)
    flushSync(() => root.render(<Pane>{content}</Pane>))
  })
  for (let frames = 0; !endIsShown(); frames += 1) {
    if (frames > mostFramesBehind) throw new Error(`The end of ${view} is not in sight.`)
    await nextFrame()
  }
  return streamed
}

/**
 * Does some work in each of so many animation frames, and counts the frames after which the next task came late. What it does
 * for itself it does in microtasks, which `ScriptDuration` does not count.
 */
async function inFrames(updates: number, work: (index: number) => void): Promise<Streamed> {
  const { port1, port2 } = new MessageChannel()
  let late = 0
  for (let index = 0; index < updates; index += 1) {
    const startedAt = await nextFrame(() => work(index))
    // The first task behind the frame that is being made.
    await new Promise((resolve) => {
      port1.onmessage = resolve
      port2.postMessage(null)
    })
    if (performance.now() - startedAt > frameMs) late += 1
  }
  port1.close()
  return { updates, late }
}

/** Whether the last words are on the screen. Only the last part is looked at: reading a long text would be measured along. */
function endIsShown(): boolean {
  let last: Element = place
  while (last.lastElementChild?.textContent?.includes(lastWords)) last = last.lastElementChild
  if (last === place || !last.checkVisibility({ contentVisibilityAuto: true })) return false
  return last.getBoundingClientRect().bottom <= innerHeight
}

/** Whether what is shown is exactly the text. Takes the stream away. */
export function endPlain(shape: Shape, length: number): boolean {
  const isWhole = place.textContent === streamedText(shape, length)
  shown?.unmount()
  shown = null
  place.remove()
  return isWhole
}

/** Whether what is shown reads, white space apart, like the whole text parsed at once. Takes the stream away. */
export function endStream(shape: Shape, length: number): boolean {
  // streamdown writes the language above its code.
  for (const header of place.querySelectorAll('[data-streamdown="code-block-header"]')) header.textContent = ''
  const streamed = readable(place)
  shown?.unmount()
  shown = null
  const oneShot = document.createElement('div')
  const root = createRoot(oneShot)
  flushSync(() => root.render(<MarkdownBlock text={streamedText(shape, length)} />))
  const expected = readable(oneShot)
  root.unmount()
  place.remove()
  return streamed === expected
}

function readable(element: Element): string {
  return (element.textContent ?? '').replaceAll(/\s+/g, '')
}

/** Works in the next animation frame; answers when that began, in milliseconds. */
function nextFrame(work?: () => void): Promise<number> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const startedAt = performance.now()
      work?.()
      resolve(startedAt)
    }),
  )
}
