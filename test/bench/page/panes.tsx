// Several answers that stream at once, each in a pane of its own, at a steady rate; and how late keys and frames are meanwhile.
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { createGrowingText } from '../../../src/renderer/parts/response/growing-text.ts'
import { StreamingMarkdown } from '../../../src/renderer/parts/response/markdown/streaming-markdown.tsx'
import { createRenderTurns, RenderTurnsContext } from '../../../src/renderer/parts/response/render-turns.ts'
import { useStickToEnd } from '../../../src/renderer/parts/response/use-stick-to-end.ts'
import { streamedText } from './texts.ts'

export type PanesOptions = { panes: number; tokensPerSecond: number; seconds: number }

/** What came of it: characters are about four to a token. */
export type PanesResult = {
  tokensPerSecond: number
  /** Milliseconds from the beginning of a frame to the first task behind it, each frame's. */
  frameMs: number[]
  /** Milliseconds from a key to the end of the frame that shows it. */
  keyMs: number[]
}

const charactersPerToken = 4
/** So long a text at most: then each pane begins another one, as a new answer would. */
const longest = 262_144

function Pane({ text, length }: { text: ReturnType<typeof createGrowingText>; length: number }) {
  const stickToEnd = useStickToEnd(true)
  return (
    <article ref={stickToEnd} className="small-pane">
      <div>
        <StreamingMarkdown text={text} length={length} isComplete={false} />
      </div>
    </article>
  )
}

/** Streams into so many panes for so long, as much in each frame as the rate asks for, and listens to the keys. */
export async function streamPanes({ panes, tokensPerSecond, seconds }: PanesOptions): Promise<PanesResult> {
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const turns = createRenderTurns()
  const source = streamedText('prose', longest)
  let texts = Array.from({ length: panes }, () => createGrowingText())
  const { keyMs, stop } = listenToKeys()
  const frameMs: number[] = []
  const startedAt = performance.now()
  let shown = 0
  let at = 0
  for (let now = startedAt; now - startedAt < seconds * 1_000; now = performance.now()) {
    const due = Math.floor(((now - startedAt) / 1_000) * tokensPerSecond * charactersPerToken)
    const begunAt = await nextFrame()
    if (at + due - shown > source.length) {
      at = 0
      texts = Array.from({ length: panes }, () => createGrowingText())
    }
    const chunk = source.slice(at, at + due - shown)
    at += chunk.length
    shown += chunk.length
    for (const text of texts) text.append(chunk)
    const views = texts.map((text, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its place
      <Pane key={index} text={text} length={text.length} />
    ))
    flushSync(() =>
      root.render(
        <RenderTurnsContext value={turns}>
          <div className="panes">{views}</div>
        </RenderTurnsContext>,
      ),
    )
    await nextTask()
    frameMs.push(performance.now() - begunAt)
  }
  const elapsed = (performance.now() - startedAt) / 1_000
  stop()
  root.unmount()
  place.remove()
  return { tokensPerSecond: shown / charactersPerToken / elapsed, frameMs, keyMs }
}

function listenToKeys() {
  const keyMs: number[] = []
  const onKey = async (event: KeyboardEvent) => {
    await nextFrame()
    await nextTask()
    keyMs.push(performance.now() - event.timeStamp)
  }
  const listener = (event: KeyboardEvent) => void onKey(event)
  window.addEventListener('keydown', listener, true)
  return { keyMs, stop: () => window.removeEventListener('keydown', listener, true) }
}

function nextFrame(): Promise<number> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())))
}

function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
