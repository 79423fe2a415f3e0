import { Plus } from 'lucide-react'
import { flushSync } from 'react-dom'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Menu, type MenuItem } from '../../../ui/menu.tsx'
import { addBlock, type BlockPlace } from '../block-edits.ts'
import { type PromptServices, usePromptServices } from '../prompt-services.tsx'
import styles from './blocks.module.css'
import { addable, type BlockHolder, blockNames, newBlock } from './new-block.ts'
import { toolCalls } from './tool-calls.ts'

type AddBlockMenuProps = {
  place: BlockPlace
  holder: BlockHolder
  /** Whose blocks they are, such as `message 2`. */
  of: string
  /** Drawn as an icon in a header, or as words below a list. */
  trigger: 'icon' | 'text'
}

/** **Add block**: every kind of block, the ones that the API does not take there marked. */
export function AddBlockMenu({ place, holder, of, trigger }: AddBlockMenuProps) {
  const services = usePromptServices()
  const items: MenuItem[] = addable(holder).map(({ type, isTaken }) => ({
    label: blockNames[type] ?? 'Raw JSON',
    detail: isTaken ? undefined : `not taken from ${holder}`,
    onSelect: () => add(services, place, type),
  }))
  const label = `Add block to ${of}`
  return (
    <Menu
      align="end"
      items={items}
      trigger={
        trigger === 'icon' ? (
          <IconButton size="small" label={label} tooltip="Add block" icon={<Plus size={13} />} />
        ) : (
          <Button variant="ghost" size="small" className={styles.add} aria-label={label}>
            + Add block
          </Button>
        )
      }
    />
  )
}

function add({ prompts, announce }: PromptServices, place: BlockPlace, type: string): void {
  const messages = prompts.getState().settle()?.messages ?? []
  const open = toolCalls(messages).flatMap(({ id, isAnswered }) => (isAnswered ? [] : [id]))
  const block = newBlock(type, () => crypto.randomUUID(), open)
  flushSync(() => prompts.getState().edit(addBlock(place, block)))
  announce(`${blockNames[type] ?? 'JSON'} block added.`)
}
