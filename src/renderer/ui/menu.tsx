import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import styles from './menu.module.css'

export type MenuItem = {
  label: string
  icon?: ReactNode
  /** A few muted words after the label. */
  detail?: string
  shortcut?: string
  danger?: boolean
  disabled?: boolean
  /** Given: the item is one of a choice, and ticked or not. */
  checked?: boolean
  onSelect: () => void
}

type MenuProps = {
  /** The button that opens it: `<Button>` or `<IconButton>`. */
  trigger: ReactElement<Record<string, unknown>>
  /** `'separator'` draws a line. */
  items: readonly (MenuItem | 'separator')[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
}

/** A button with a list of actions: arrows, Home, End, first letters, Enter and Escape work. */
export function Menu({ trigger, items, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          className={styles.positioner}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={6}
        >
          <BaseMenu.Popup className={styles.popup}>
            {items.map((item, index) =>
              item === 'separator' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no other identity
                <BaseMenu.Separator key={`line-${index}`} className={styles.separator} />
              ) : (
                <Item key={item.label} {...item} />
              ),
            )}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  )
}

function Item({ label, icon, detail, shortcut, danger, disabled, checked, onSelect }: MenuItem) {
  return (
    <BaseMenu.Item
      className={classNames(styles.item, danger && styles.danger)}
      disabled={disabled}
      onClick={onSelect}
      label={label}
    >
      {checked !== undefined && (
        <span className={styles.tick}>{checked && <Check size={13} aria-label="chosen" />}</span>
      )}
      {icon}
      <span className={styles.label}>{label}</span>
      {detail && <span className={styles.detail}>{detail}</span>}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </BaseMenu.Item>
  )
}
