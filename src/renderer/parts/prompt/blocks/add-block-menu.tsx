import { Plus } from 'lucide-react'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import type { BlockPlace } from '../edits/block-edits.ts'
import { usePromptServices } from '../prompt-services.tsx'
import { addBlockItems } from './add-block-items.ts'
import styles from './blocks.module.css'
import type { BlockHolder } from './new-block.ts'

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
  const label = `Add block to ${of}`
  return (
    <Menu
      align="end"
      items={() => addBlockItems(services, place, holder)}
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
