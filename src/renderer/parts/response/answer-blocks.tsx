import { memo, Suspense } from 'react'
import { lazyPart } from '../../ui/lazy-part.ts'
import { JsonAnswer } from './json-answer.tsx'
import { looksLikeJson } from './json-text.ts'
import { PlainTextView } from './plain-text-view.tsx'
import { RawBlock } from './raw-block.tsx'
import type { ShownBlock } from './run-view.ts'
import { ThinkingBlock } from './thinking-block.tsx'
import { ToolUseCard } from './tool-use-card.tsx'

const StreamingMarkdown = lazyPart(
  async () => (await import('./markdown/streaming-markdown.tsx')).StreamingMarkdown,
  PlainAnswer,
)

/** The blocks of an answer in order, each in the way that reads best. */
export function AnswerBlocks({ blocks }: { blocks: readonly ShownBlock[] }) {
  return blocks.map((shown, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place in the answer
    <AnswerBlock key={index} shown={shown} isLast={index === blocks.length - 1} />
  ))
}

const AnswerBlock = memo(function AnswerBlock({ shown, isLast }: { shown: ShownBlock; isLast: boolean }) {
  switch (shown.block.type) {
    case 'text':
      return <TextBlock shown={shown} />
    case 'thinking':
      return <ThinkingBlock shown={shown} isOpenAtFirst={isLast && !shown.isComplete} />
    case 'tool_use':
      return <ToolUseCard shown={shown} />
    default:
      return <RawBlock block={shown.block} />
  }
})

function TextBlock({ shown: { text, length, prefillLength, isComplete } }: { shown: ShownBlock }) {
  if (looksLikeJson(startOf(text.parts))) {
    return <JsonAnswer text={text} length={length} prefillLength={prefillLength} isComplete={isComplete} />
  }
  return (
    <Suspense fallback={<PlainAnswer text={text} length={length} />}>
      <StreamingMarkdown text={text} length={length} isComplete={isComplete} joined={prefillLength} />
    </Suspense>
  )
}

/** What is read until the view of Markdown is there, and where it cannot come. */
function PlainAnswer({ text, length }: Pick<ShownBlock, 'text' | 'length'>) {
  return <PlainTextView text={text} length={length} label="Answer" />
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
