import { ChevronsDownUp, ChevronsUpDown, MoreHorizontal, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import type { Prompt, Role } from '#shared/prompt/prompt'
import { IconButton } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useContextKeymap } from '../../keymap/use-keymap.tsx'
import { AddBlockMenu } from '../blocks/add-block-menu.tsx'
import { systemPlace } from '../edits/prompt-edits.ts'
import { usePromptServices } from '../prompt-services.tsx'
import styles from './card.module.css'
import { useLegalRoles } from './message-header.tsx'
import { cacheItems, messageMenu, removeWithUndo } from './message-menu.ts'
import { SelectBox } from './select-box.tsx'

type HoverToolsProps = { id: string; role: Role; index: number }

/** What is done to a message most often: shown while the pointer or the focus is in its card. */
export const HoverTools = memo(function HoverTools({ id, role, index }: HoverToolsProps) {
  const services = usePromptServices()
  const { cards } = services
  const isCollapsed = useStore(cards, ({ collapsed }) => collapsed.has(id))
  return (
    <span className={styles.onDemand}>
      <SelectBox id={id} index={index} />
      <IconButton
        size="small"
        label={`${isCollapsed ? 'Open' : 'Collapse'} message ${index + 1}`}
        aria-expanded={!isCollapsed}
        icon={isCollapsed ? <ChevronsUpDown size={13} /> : <ChevronsDownUp size={13} />}
        onClick={() => cards.getState().toggleCollapsed(id)}
      />
      <AddBlockMenu place={{ kind: 'message', id }} holder={role} of={`message ${index + 1}`} trigger="icon" />
      <IconButton
        size="small"
        label={`Delete message ${index + 1}`}
        icon={<Trash2 size={13} />}
        onClick={() => removeWithUndo(services, id)}
      />
    </span>
  )
})

/** The same for the system prompt, which takes text only. */
export function SystemTools({ system }: { system: Prompt['system'] }) {
  const services = usePromptServices()
  return (
    <span className={styles.onDemand}>
      <AddBlockMenu place={systemPlace} holder="system-prompt" of="the system prompt" trigger="icon" />
      <Menu
        align="end"
        trigger={<IconButton size="small" label="More for the system prompt" icon={<MoreHorizontal size={14} />} />}
        items={() => cacheItems(services, systemPlace, system)}
      />
    </span>
  )
}

type MessageMenuProps = { id: string; role: Role; index: number }

/** At the right end of the header: everything that can be done with a message. */
export const MessageMenu = memo(function MessageMenu({ id, role, index }: MessageMenuProps) {
  const services = usePromptServices()
  const legal = useLegalRoles()
  const keymap = useContextKeymap()
  return (
    <Menu
      align="end"
      trigger={<IconButton size="small" label={`More for message ${index + 1}`} icon={<MoreHorizontal size={14} />} />}
      items={() => messageMenu(services, { id, role, index, legal }, keymap)}
    />
  )
})
