import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './combobox.module.css'
import { isComposing } from './is-composing.ts'

export type ComboboxItem = {
  /** What is committed when the item is chosen. */
  value: string
  label: string
  /** Items of one group stand together under its name. */
  group?: string
  /** More words that find the item. */
  keywords?: string
}

type ComboboxProps<Item extends ComboboxItem> = {
  label: string
  /** What is committed now; it need not be one of the items. */
  value: string
  items: readonly Item[]
  /** Chosen from the list, or typed: Enter takes any text, as it is, without spaces around it. */
  onCommit: (value: string) => void
  renderItem?: (item: Item) => ReactNode
  /** Shown in the field while nobody types, such as the display name of an id. */
  display?: (value: string) => string
  /** A few muted words at the end of the field. */
  detail?: ReactNode
  placeholder?: string
  /** Under the list. */
  footer?: ReactNode
  className?: string
}

/** A field with suggestions that takes any text. Escape, or leaving without Enter, changes nothing. */
export function Combobox<Item extends ComboboxItem>(props: ComboboxProps<Item>) {
  const { label, value, items, onCommit, renderItem, display, detail, placeholder, footer, className } = props
  /** What is typed; `null` while nobody types. */
  const [draft, setDraft] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const id = useId()
  const field = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const found = inGroups(draft === null ? items : items.filter((item) => matches(item, draft)))

  // While nobody types, the whole text is selected: the next key begins anew, also right after a choice.
  useLayoutEffect(() => {
    if (draft === null && document.activeElement === input.current) input.current?.select()
  }, [draft])

  function finish(text: string | null) {
    setDraft(null)
    setIsOpen(false)
    setActive(-1)
    if (text !== null && text.trim() !== '') onCommit(text.trim())
  }

  function move(to: number) {
    setIsOpen(true)
    setActive(found.length === 0 ? -1 : (to + found.length) % found.length)
  }

  function handleKey(event: KeyboardEvent) {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return
    const chosen = isOpen ? found[active] : undefined
    if (event.key === 'ArrowDown') move(isOpen ? active + 1 : 0)
    else if (event.key === 'ArrowUp') move(isOpen && active > 0 ? active - 1 : found.length - 1)
    else if (event.key === 'Enter' && (chosen || draft !== null)) finish(chosen ? chosen.value : draft)
    else if (event.key === 'Escape' && (isOpen || draft !== null)) finish(null)
    else return
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the text is a press on the field
    <div
      ref={field}
      className={classNames(styles.field, className)}
      onMouseDown={(event) => {
        // The first press selects all and opens the list; the next one sets the caret, as anywhere else.
        if (isOpen && event.target === input.current) return
        event.preventDefault()
        input.current?.focus()
        input.current?.select()
        setIsOpen(true)
      }}
    >
      <input
        ref={input}
        role="combobox"
        className={styles.input}
        aria-label={label}
        aria-expanded={isOpen}
        aria-autocomplete="list"
        aria-controls={isOpen ? `${id}-list` : undefined}
        aria-activedescendant={isOpen && active >= 0 ? `${id}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={draft ?? display?.(value) ?? value}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setDraft(event.target.value)
          setIsOpen(true)
          setActive(-1)
        }}
        onKeyDown={handleKey}
        onBlur={() => finish(null)}
      />
      {detail && <span className={styles.detail}>{detail}</span>}
      <ChevronDown size={14} aria-hidden className={styles.chevron} />
      {isOpen && (
        <Popup anchor={field} onClose={() => finish(null)}>
          {found.length === 0 && (
            <div className={styles.empty}>Nothing in the list matches. Enter takes it as typed.</div>
          )}
          <div role="listbox" id={`${id}-list`} aria-label={label} className={styles.list}>
            {found.map((item, index) => (
              <Option
                key={item.value}
                id={`${id}-${index}`}
                isActive={index === active}
                isChosen={item.value === value}
                heading={item.group !== found[index - 1]?.group ? item.group : undefined}
                onSelect={() => finish(item.value)}
              >
                {renderItem?.(item) ?? item.label}
              </Option>
            ))}
          </div>
          {footer && <div className={styles.footer}>{footer}</div>}
        </Popup>
      )}
    </div>
  )
}

type OptionProps = {
  id: string
  isActive: boolean
  isChosen: boolean
  heading: string | undefined
  onSelect: () => void
  children: ReactNode
}

function Option({ id, isActive, isChosen, heading, onSelect, children }: OptionProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    <>
      {heading && (
        <div role="presentation" className={styles.heading}>
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys */}
      <div
        ref={element}
        id={id}
        role="option"
        aria-selected={isChosen}
        className={classNames(styles.item, isActive && styles.active)}
        onClick={onSelect}
      >
        {children}
      </div>
    </>
  )
}

type PopupProps = { anchor: { current: HTMLElement | null }; onClose: () => void; children: ReactNode }

/** In the browser's top layer, under its anchor or above it where there is more room. It closes when the page moves. */
function Popup({ anchor, onClose, children }: PopupProps) {
  const popup = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = popup.current
    const rect = anchor.current?.getBoundingClientRect()
    if (!element || !rect) return
    const below = window.innerHeight - rect.bottom - 12
    const isAbove = below < 240 && rect.top > below
    const width = Math.max(rect.width, Math.min(340, window.innerWidth - 12))
    Object.assign(element.style, {
      left: `${Math.max(6, Math.min(rect.left, window.innerWidth - width - 6))}px`,
      width: `${width}px`,
      top: isAbove ? 'auto' : `${rect.bottom + 4}px`,
      bottom: isAbove ? `${window.innerHeight - rect.top + 4}px` : 'auto',
      maxHeight: `${Math.min(420, isAbove ? rect.top - 12 : below)}px`,
    })
    element.showPopover()
  }, [anchor])
  useEffect(() => {
    const closeUnlessInside = (event: Event) => {
      if (!(event.target instanceof Node && popup.current?.contains(event.target))) onClose()
    }
    window.addEventListener('resize', onClose)
    window.addEventListener('scroll', closeUnlessInside, true)
    return () => {
      window.removeEventListener('resize', onClose)
      window.removeEventListener('scroll', closeUnlessInside, true)
    }
  }, [onClose])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus in the field while the list is used
    <div
      ref={popup}
      popover="manual"
      className={styles.popup}
      onMouseDown={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      {children}
    </div>
  )
}

/** Groups in the order of their first item; within one, the order of the items. */
function inGroups<Item extends ComboboxItem>(items: readonly Item[]): Item[] {
  return [...Map.groupBy(items, (item) => item.group).values()].flat()
}

/** Every typed word is somewhere in the item. */
function matches(item: ComboboxItem, query: string): boolean {
  const text = `${item.label} ${item.value} ${item.group ?? ''} ${item.keywords ?? ''}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
