import { memo, Suspense, useContext } from 'react'
import { lazyPart } from '../../ui/lazy-part.ts'
import { AnswerName } from './answer-name.ts'
import { JsonAnswer } from './json-answer.tsx'
import { looksLikeJson } from './json-text.ts'
import { PlainTextView } from './plain-text-view.tsx'
import { RawBlock } from './raw-block.tsx'
import { BlockTools } from './reading/block-tools.tsx'
import { citationsOf } from './reading/citation-words.ts'
import { Citations } from './reading/citations.tsx'
import { ImageBlock } from './reading/image-block.tsx'
import reading from './reading/reading.module.css'
import { ServerToolCall, ServerToolResult } from './reading/server-tool.tsx'
import type { ShownBlock } from './run-view.ts'
import { ThinkingBlock } from './thinking-block.tsx'
import { ToolUseCard } from './tool-use-card.tsx'

const loadMarkdown = async () => (await import('./markdown/streaming-markdown.tsx')).StreamingMarkdown
const StreamingMarkdown = lazyPart(loadMarkdown, PlainAnswer)

/** Fetches what shows an answer while that is awaited, so that its first words need not stand there plain before. */
export function fetchAnswerAhead(): void {
  // What cannot be fetched now is fetched again once there is something to show.
  loadMarkdown().catch(() => {})
}

/** The blocks of an answer in order, each in the way that reads best, and each to be copied once it is whole. */
export function AnswerBlocks({ blocks }: { blocks: readonly ShownBlock[] }) {
  return blocks.map((shown, index) => (
    <AnswerBlock
      // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place in the answer
      key={index}
      shown={shown}
      place={index}
      isLast={index === blocks.length - 1}
      isOnly={blocks.length === 1}
    />
  ))
}

type AnswerBlockProps = { shown: ShownBlock; place: number; isLast: boolean; isOnly: boolean }

const AnswerBlock = memo(function AnswerBlock({ shown, place, isLast, isOnly }: AnswerBlockProps) {
  const answer = useContext(AnswerName)
  const name = answer === null ? `block ${place}` : `block ${place} of ${answer}`
  return (
    <div className={reading.block}>
      <AnswerName value={isOnly ? answer : name}>
        <BlockBody shown={shown} isLast={isLast} />
      </AnswerName>
      {shown.isComplete && (
        <div className={reading.onDemand}>
          <BlockTools shown={shown} place={place} />
        </div>
      )}
    </div>
  )
})

function BlockBody({ shown, isLast }: { shown: ShownBlock; isLast: boolean }) {
  const { block } = shown
  switch (block.type) {
    case 'text':
      return <TextBlock shown={shown} />
    case 'thinking':
      return <ThinkingBlock shown={shown} isOpenAtFirst={isLast && !shown.isComplete} />
    case 'redacted_thinking':
      return <p className={reading.redacted}>Thinking that the API sends encrypted: it cannot be read here.</p>
    case 'tool_use':
      return <ToolUseCard shown={shown} />
    case 'server_tool_use':
    case 'mcp_tool_use':
      return shown.isComplete ? <ServerToolCall block={block} /> : <RawBlock block={block} />
    case 'image':
      return <ImageBlock block={block} />
    default:
      return block.type.endsWith('_tool_result') ? <ServerToolResult block={block} /> : <RawBlock block={block} />
  }
}

function TextBlock({ shown: { block, text, length, prefillLength, isComplete } }: { shown: ShownBlock }) {
  const citations = isComplete ? citationsOf(block.citations) : []
  if (looksLikeJson(startOf(text.parts))) {
    return <JsonAnswer text={text} length={length} prefillLength={prefillLength} isComplete={isComplete} />
  }
  return (
    <>
      <Suspense fallback={<PlainAnswer text={text} length={length} isComplete={isComplete} />}>
        <StreamingMarkdown text={text} length={length} isComplete={isComplete} joined={prefillLength} />
      </Suspense>
      {citations.length > 0 && <Citations citations={citations} />}
    </>
  )
}

/** What is read until the view of Markdown is there, and where it cannot come. */
function PlainAnswer({ text, length, isComplete }: Pick<ShownBlock, 'text' | 'length' | 'isComplete'>) {
  return <PlainTextView text={text} length={length} isGrowing={!isComplete} label="Answer" />
}

/** Enough of a text's beginning to tell what it is, without joining all of it. */
function startOf(parts: readonly string[]): string {
  let start = ''
  for (const part of parts) {
    start += part.slice(0, 400)
    if (start.length >= 400) break
  }
  return start
}
