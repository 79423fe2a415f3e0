import { memo, useContext, useEffect, useLayoutEffect, useMemo, useReducer, useRef } from 'react'
import type { GrowingText } from '../growing-text.ts'
import { RenderTurnsContext } from '../render-turns.ts'
import { createWait } from '../wait.ts'
import type { BlockChapter, BlockGroup } from './block-reader.ts'
import { CodeText } from './code-text.tsx'
import { createTextFollower, type FollowedText } from './follow-text.ts'
import { LongParagraph } from './long-paragraph.tsx'
import styles from './markdown.module.css'
import { MarkdownBlock } from './markdown-block.tsx'
import type { Block, ParagraphPart } from './split-blocks.ts'

type StreamingMarkdownProps = {
  text: GrowingText
  /** `text.length` as it was for this rendering; a new value is what makes the component read on. */
  length: number
  isComplete: boolean
  /** How many code units at the beginning are the prefill, which is marked. */
  joined?: number
}

/** Markdown that grows: blocks that are over are parsed once, only the last one is parsed again, and words not even that. */
export const StreamingMarkdown = memo(function StreamingMarkdown({
  text,
  isComplete,
  joined = 0,
}: StreamingMarkdownProps) {
  const [, lookAgain] = useReducer((count: number) => count + 1, 0)
  const place = useRef<HTMLDivElement>(null)
  const turns = useContext(RenderTurnsContext)
  const turn = useMemo(() => turns?.join({ render: lookAgain }) ?? null, [turns])
  const follower = useMemo(() => createTextFollower(text, () => performance.now(), turn), [text, turn])
  const { followed, added, lookAt } = follower.look(isComplete)

  const wait = useMemo(() => createWait(lookAgain), [])
  // It adds what the rendering has left out. Frames in which nothing is shown do without it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was looked at last is what is shown
  useLayoutEffect(() => {
    follower.shown(place.current)
    wait.until(lookAt)
  }, [follower, wait, followed, added, lookAt])
  useLayoutEffect(() => () => follower.leave(), [follower])
  useEffect(() => () => wait.until(null), [wait])
  useEffect(() => {
    turn?.place(place.current?.closest('article') ?? place.current)
    return () => {
      turn?.place(null)
      turn?.leave()
    }
  }, [turn])

  return (
    <div ref={place} className={styles.markdown}>
      {isComplete && followed.hasDefinitions ? (
        <MarkdownBlock text={text.toString()} joined={joined} />
      ) : (
        <Chapters followed={followed} joined={joined} />
      )}
    </div>
  )
})

const Chapters = memo(function Chapters({ followed, joined }: { followed: FollowedText; joined: number }) {
  const { chapters, tail, isComplete } = followed
  return chapters.map((chapter, index) => (
    <Chapter
      // biome-ignore lint/suspicious/noArrayIndexKey: chapters are only ever added at the end
      key={index}
      groups={chapter}
      tail={index === chapters.length - 1 ? tail : null}
      isComplete={isComplete}
      joined={joined}
    />
  ))
})

type ChapterProps = { groups: BlockChapter; tail: Block | null; isComplete: boolean; joined: number }

const Chapter = memo(function Chapter({ groups, tail, isComplete, joined }: ChapterProps) {
  return (
    <div data-group className={styles.chapter}>
      {groups.map((group, index) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
          key={index}
          blocks={group}
          tail={index === groups.length - 1 ? tail : null}
          isComplete={isComplete}
          joined={joined}
        />
      ))}
    </div>
  )
})

type GroupProps = { blocks: BlockGroup; tail: Block | null; isComplete: boolean; joined: number }

const Group = memo(function Group({ blocks, tail, isComplete, joined }: GroupProps) {
  // In one list, so that a block stays as it is in the page when it settles.
  const all = tail ? [...blocks, tail] : blocks
  return (
    <div data-group className={styles.group}>
      {all.map((block) => (
        <BlockView
          key={block.key}
          block={block}
          isOver={block !== tail || isComplete}
          joined={joinedIn(block, joined)}
        />
      ))}
    </div>
  )
})

/** How much of a block is inside the first `joined` code units of the text. */
function joinedIn(block: Block, joined: number): number {
  return Math.max(0, joined - block.start)
}

const noParts: readonly ParagraphPart[] = []

type BlockViewProps = {
  block: Block
  /** Whether nothing will be added to it. */
  isOver: boolean
  joined?: number
}

export const BlockView = memo(function BlockView({ block, isOver, joined = 0 }: BlockViewProps) {
  if (block.kind === 'code') return <CodeText groups={block.groups} language={block.language} />
  // The same component, so that what is shown stays when it is cut.
  if (block.kind === 'markdown') {
    return <LongParagraph parts={noParts} rest={block.text} joined={joined} isOver={isOver} />
  }
  return <LongParagraph parts={block.parts} rest={block.rest} joined={joined} isOver={isOver} />
})
