import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useRef, useState } from 'react'

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

export type MenuProps = {
  /** The button that opens it: `<Button>` or `<IconButton>`. */
  trigger: ReactElement<Record<string, unknown>>
  /** `'separator'` draws a line. */
  items: readonly (MenuItem | 'separator')[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
}

// What floats is a third of the page's script and nobody needs it at first sight: it comes when a menu is near.
const loadPopup = () => import('./menu-popup.tsx')
const MenuPopup = lazy(async () => ({ default: (await loadPopup()).MenuPopup }))

/** A button with a list of actions: arrows, Home, End, first letters, Enter and Escape work. */
export function Menu({ trigger, ...popup }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)

  function toggle(open: boolean) {
    setIsOpen(open)
    if (open) setWasOpened(true)
  }
  const load = () => void loadPopup()
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'data-popup-open': isOpen ? '' : undefined,
        onPointerEnter: load,
        onFocus: load,
        onClick: () => toggle(!isOpen),
        onKeyDown: (event: { key: string; preventDefault: () => void }) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          toggle(true)
        },
      })}
      <Suspense>{wasOpened && <MenuPopup {...popup} anchor={button} isOpen={isOpen} onOpenChange={toggle} />}</Suspense>
    </>
  )
}
