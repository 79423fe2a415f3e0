import { flushSync } from 'react-dom'
import type { ContentBlock } from '#shared/prompt/prompt'
import type { MenuItem } from '../../../ui/menu.tsx'
import {
  type BlockPlace,
  backToPlainText,
  type CacheTime,
  cacheTime,
  changeContent,
  deleteBlock,
  duplicateBlock,
  insertBlock,
  mayBeMarked,
  moveBlock,
  plainText,
  setCacheMark,
} from '../edits/block-edits.ts'
import { offerUndo } from '../edits/offer-undo.ts'
import type { PromptServices } from '../prompt-services.tsx'
import { editedKind } from './edited-kind.ts'
import { blockName } from './new-block.ts'

type MenuOf = {
  place: BlockPlace
  index: number
  content: readonly ContentBlock[]
  block: ContentBlock
  isJson: boolean
  onJson: (isJson: boolean) => void
}

/** What the menu of a block offers. */
export function blockMenu(services: PromptServices, of: MenuOf): (MenuItem | 'separator')[] {
  const { edit } = services.prompts.getState()
  const { place, index, content, block, isJson, onJson } = of
  const inOne = content.length === 1 && plainText([...content]) !== null
  return [
    ...cacheItems(services, of),
    { label: 'Move block up', disabled: index === 0, onSelect: () => move(services, of, -1) },
    { label: 'Move block down', disabled: index === content.length - 1, onSelect: () => move(services, of, 1) },
    { label: 'Duplicate block', onSelect: () => edit(duplicateBlock(place, index)) },
    ...(editedKind(block) !== null
      ? [{ label: isJson ? 'Edit in fields' : 'Edit as JSON', onSelect: () => onJson(!isJson) }]
      : []),
    ...(inOne ? [{ label: 'Back to plain text', onSelect: () => edit(backToPlainText(place)) }] : []),
    'separator',
    { label: 'Delete block', danger: true, onSelect: () => removeBlock(services, place, index) },
  ]
}

const times: readonly { time: CacheTime | null; label: string }[] = [
  { time: null, label: 'No cache breakpoint' },
  { time: '5m', label: 'Cache breakpoint: 5 minutes' },
  { time: '1h', label: 'Cache breakpoint: 1 hour' },
]

/** A breakpoint inside another block is taken by the API too, but helps nobody: it stands on the outer one. */
function cacheItems(services: PromptServices, { place, index, block }: MenuOf): (MenuItem | 'separator')[] {
  const present = cacheTime(block)
  if (present === null && (place.kind === 'block' || !mayBeMarked(block))) return []
  const { edit } = services.prompts.getState()
  const items = times.map(({ time, label }) => ({
    label,
    checked: time === present,
    onSelect: () => edit(setCacheMark(place, index, time)),
  }))
  return [...items, 'separator']
}

function move({ prompts, announce }: PromptServices, { place, index }: MenuOf, steps: number): void {
  prompts.getState().edit(moveBlock(place, index, steps))
  announce(`Block ${index + 1} moved to place ${index + 1 + steps}.`)
}

/** Deletes at once; the toast brings the block back to its place, and Ctrl+Z works too. */
export function removeBlock(services: PromptServices, place: BlockPlace, index: number): void {
  const { prompts } = services
  const prompt = prompts.getState().settle()
  let removed: ContentBlock | undefined
  const look = changeContent(place, (content) => {
    removed = typeof content === 'string' ? undefined : content[index]
    return content
  })
  if (prompt) look(prompt)
  const block = removed
  if (!prompt || !block) return
  flushSync(() => prompts.getState().edit(deleteBlock(place, index)))
  offerUndo(services, `${blockName(block.type) ?? block.type} block deleted.`, insertBlock(place, index, block))
}
