import { type ComponentType, cloneElement, type ReactElement, type ReactNode, Suspense, useRef, useState } from 'react'
import { lazyPart } from './lazy-part.ts'
import type { MenuPopupProps } from './menu-popup.tsx'

export type MenuItem = {
  label: string
  /** Tells items of one label apart. */
  key?: string
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

export type MenuItems = readonly (MenuItem | 'separator')[]

export type MenuProps = {
  /** The button that opens it: `<Button>` or `<IconButton>`. */
  trigger: ReactElement<Record<string, unknown>>
  /** `'separator'` draws a line. A function is asked when the menu opens. */
  items: MenuItems | (() => MenuItems)
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
}

// What floats is a third of the page's script and nobody needs it at first sight: it comes when a menu is near.
type PopupModule = { Popup: ComponentType<MenuPopupProps> }
let loaded: PopupModule | null = null
/** Fetches the list of all menus, so that the first one to be opened does not wait for it. */
export async function loadMenus(): Promise<PopupModule> {
  loaded ??= { Popup: (await import('./menu-popup.tsx')).MenuPopup }
  return loaded
}
const onItsWay: PopupModule = { Popup: lazyPart(async () => (await loadMenus()).Popup) }

/** A button with a list of actions: arrows, Home, End, first letters, Enter and Escape work. */
export function Menu({ trigger, items, ...popup }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [asked, setAsked] = useState<MenuItems>([])
  /** From the first opening on. One that has loaded stands there at once; React holds back what it had to wait for. */
  const [list, setList] = useState<PopupModule | null>(null)

  function toggle(open: boolean) {
    setIsOpen(open)
    if (open && typeof items === 'function') setAsked(items())
    if (open) setList((before) => before ?? loaded ?? onItsWay)
  }
  /** Whether an open list is not there yet: a second press is no wish to close it. By a key (no `detail`) it would go to the list. */
  const isAwaited = (detail: number) => (detail === 0 ? document.activeElement === button.current : loaded === null)
  const shown = typeof items === 'function' ? asked : items
  const load = () => void loadMenus()
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'data-popup-open': isOpen ? '' : undefined,
        onPointerEnter: load,
        onFocus: load,
        onClick: ({ detail }: { detail: number }) => {
          if (!isOpen || !isAwaited(detail)) toggle(!isOpen)
        },
        onKeyDown: (event: { key: string; preventDefault: () => void }) => {
          if (event.key === 'Escape') toggle(false)
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          toggle(true)
        },
      })}
      <Suspense>
        {list && <list.Popup {...popup} items={shown} anchor={button} isOpen={isOpen} onOpenChange={toggle} />}
      </Suspense>
    </>
  )
}
