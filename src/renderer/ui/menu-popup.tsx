import { Menu as BaseMenu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import styles from './menu.module.css'
import type { MenuItem, MenuItems, MenuProps } from './menu.tsx'
import { usePortalPlace } from './portal-place.ts'

export type MenuPopupProps = Omit<MenuProps, 'trigger' | 'items'> & {
  items: MenuItems
  anchor: RefObject<HTMLElement | null>
  isOpen: boolean
  onOpenChange: (open: boolean) => void
}

/** The list of a menu, beside the button that opened it. The button gets the focus back, unless what was chosen gave it to something else. */
export function MenuPopup({ items, align = 'start', side = 'bottom', anchor, isOpen, onOpenChange }: MenuPopupProps) {
  const taken = useRef<HTMLElement>(null)
  /** The menu takes the focus back while it closes. */
  function choose(select: () => void) {
    select()
    const { activeElement } = document
    taken.current =
      activeElement instanceof HTMLElement && !activeElement.matches('body, [role="menu"], [role="menu"] *')
        ? activeElement
        : null
  }
  function focusNext(): HTMLElement | null {
    const next = taken.current
    taken.current = null
    return next?.isConnected ? next : anchor.current
  }
  return (
    <BaseMenu.Root
      modal={false}
      open={isOpen}
      onOpenChange={(open, { event }) => {
        // A press on the button is the button's own to judge: it would close here and open again there.
        if (!open && event.target instanceof Node && event.type !== 'keydown' && anchor.current?.contains(event.target))
          return
        onOpenChange(open)
      }}
    >
      <BaseMenu.Portal container={usePortalPlace()}>
        <BaseMenu.Positioner
          className={styles.positioner}
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={6}
        >
          <BaseMenu.Popup className={styles.popup} finalFocus={focusNext}>
            {items.map((item, index) =>
              item === 'separator' ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: separators have no other identity
                <BaseMenu.Separator key={`line-${index}`} className={styles.separator} />
              ) : (
                <Item key={item.key ?? item.label} {...item} onSelect={() => choose(item.onSelect)} />
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
