import { lazy, memo, Suspense } from 'react'
import { JsonAnswer } from './json-answer.tsx'
import { looksLikeJson } from './json-text.ts'
import { PlainTextView } from './plain-text-view.tsx'
import { RawBlock } from './raw-block.tsx'
import type { ShownBlock } from './run-view.ts'
import { ThinkingBlock } from './thinking-block.tsx'
import { ToolUseCard } from './tool-use-card.tsx'

const StreamingMarkdown = lazy(async () => ({
  default: (await import('./markdown/streaming-markdown.tsx')).StreamingMarkdown,
}))

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
    <Suspense fallback={<PlainTextView text={text} length={length} label="Answer" />}>
      <StreamingMarkdown text={text} length={length} isComplete={isComplete} joined={prefillLength} />
    </Suspense>
  )
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
