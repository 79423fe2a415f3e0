import type { ContentBlock } from '#shared/prompt/prompt'
import type { DeltaField, Run, RunEvent } from '#shared/runs/run'
import { createGrowingText, type GrowingText } from './growing-text.ts'

/** One block of an answer: its other fields, and the one text of it that grows. */
export type ShownBlock = {
  /** As it began; as it ended once it is complete. */
  block: ContentBlock
  /** The block's text, thinking, or the JSON text of a tool's input; of the first text block with the prefill in front. */
  text: GrowingText
  /** `text.length` as it was when this value was made, so that a view sees that the text grew. */
  length: number
  /** How much of the text's beginning is the prefill. */
  prefillLength: number
  isComplete: boolean
}

/** A run as the response pane shows it, live or from the history. Blocks that do not change keep their identity. */
export type RunView = {
  run: Run
  blocks: readonly ShownBlock[]
  /** Prefill and every text block, joined: what the Text tab shows. */
  answer: GrowingText
  answerLength: number
}

const fieldOfKind: Record<string, DeltaField> = { text: 'text', thinking: 'thinking', tool_use: 'input' }

/** A run out of the history, or one that has just begun. */
export function viewOfRun(run: Run): RunView {
  const view: RunView = { run, blocks: [], answer: createGrowingText(run.prefill), answerLength: run.prefill.length }
  for (const block of run.response.content) appendBlock(view, block, textOf(block))
  const isComplete = run.state !== 'running'
  return { ...view, blocks: view.blocks.map((shown) => ({ ...shown, isComplete })), answerLength: view.answer.length }
}

/**
 * The view after these events. Only what an event touches is made anew: a delta costs the same however long the answer is.
 * Growing texts are shared with the view before, which must not be used any more.
 */
export function applyRunEvents(view: RunView, events: readonly RunEvent[]): RunView {
  const next: RunView = { ...view, run: { ...view.run }, blocks: [...view.blocks] }
  for (const event of events) applyEvent(next, event)
  return { ...next, answerLength: next.answer.length }
}

/** Characters that came so far, of every block; the prefill is not counted. */
export function grownLength({ blocks }: RunView): number {
  return blocks.reduce((sum, { length, prefillLength }) => sum + length - prefillLength, 0)
}

function applyEvent(view: RunView, event: RunEvent): void {
  switch (event.type) {
    case 'start':
      Object.assign(view, viewOfRun(event.run))
      return
    case 'attempt':
      view.run.attempts = [...view.run.attempts.filter(({ number }) => number !== event.attempt.number), event.attempt]
      view.run.status = event.attempt.status
      view.run.requestId = event.attempt.requestId ?? view.run.requestId
      return
    case 'message-start':
      view.run.usage = event.usage ?? view.run.usage
      view.run.requestId = event.requestId ?? view.run.requestId
      return
    case 'block-start':
      appendBlock(view, event.block, '')
      return
    case 'block-delta':
      view.run.firstTokenMs ??= event.atMs ?? null
      growBlock(view, event.index, event.text)
      return
    case 'block-end':
      replaceBlock(view, event.index, { block: event.block, isComplete: true })
      return
    case 'usage':
      view.run.usage = event.usage
      return
    case 'end':
      endRun(view, event.run)
  }
}

function appendBlock(view: RunView, block: ContentBlock, text: string): void {
  const isFirstText = block.type === 'text' && !view.blocks.some((shown) => shown.block.type === 'text')
  const prefill = isFirstText ? view.run.prefill : ''
  const growing = createGrowingText(prefill)
  growing.append(text)
  if (block.type === 'text') view.answer.append(text)
  const shown = { block, text: growing, length: growing.length, prefillLength: prefill.length, isComplete: false }
  view.blocks = [...view.blocks, shown]
}

function growBlock(view: RunView, index: number, text: string): void {
  const shown = view.blocks[index]
  if (!shown) return
  shown.text.append(text)
  if (shown.block.type === 'text') view.answer.append(text)
  replaceBlock(view, index, { length: shown.text.length })
}

function replaceBlock(view: RunView, index: number, changes: Partial<ShownBlock>): void {
  const shown = view.blocks[index]
  if (shown) view.blocks = view.blocks.with(index, { ...shown, ...changes })
}

/** Takes the record as it was saved. The texts that a view has heard to their end stay, so that nothing is rendered anew. */
function endRun(view: RunView, run: Run): void {
  const whole = viewOfRun(run)
  const blocks = whole.blocks.map((shown, index) => {
    const heard = view.blocks[index]
    const isHeard = heard?.block.type === shown.block.type && heard.text.length === shown.length
    return isHeard ? { ...shown, text: heard.text } : shown
  })
  const answer = whole.answerLength === view.answer.length ? view.answer : whole.answer
  Object.assign(view, { run, blocks, answer })
}

/** The text of a block that streams as text; empty for every other kind. */
function textOf(block: ContentBlock): string {
  const field = fieldOfKind[block.type]
  const value = field && block[field]
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
