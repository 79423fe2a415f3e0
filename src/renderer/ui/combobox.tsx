import { Autocomplete } from '@base-ui/react/autocomplete'
import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
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
  const [draft, setDraft] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const isHighlighted = useRef(false)

  function finish(text: string | null) {
    setDraft(null)
    setIsOpen(false)
    if (text !== null && text.trim() !== '') onCommit(text.trim())
  }

  function handleKey(event: KeyboardEvent) {
    if (isComposing(event)) return
    if (event.key === 'Enter' && draft !== null && !(isOpen && isHighlighted.current)) finish(draft)
    if (event.key === 'Escape') finish(null)
  }

  return (
    <Autocomplete.Root<Group<Item>[]>
      items={grouped(items)}
      filter={(item, query) => draft === null || matches(item, query)}
      itemToStringValue={(item) => item.value}
      value={draft ?? display?.(value) ?? value}
      open={isOpen}
      openOnInputClick
      onOpenChange={setIsOpen}
      onItemHighlighted={(item) => {
        isHighlighted.current = item !== undefined
      }}
      onValueChange={(text, { reason }) => {
        if (reason === 'item-press') finish(text)
        else setDraft(text)
      }}
    >
      <Autocomplete.InputGroup className={classNames(styles.field, className)}>
        <Autocomplete.Input
          className={styles.input}
          aria-label={label}
          placeholder={placeholder}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          onBlur={() => finish(null)}
          onKeyDown={handleKey}
        />
        {detail && <span className={styles.detail}>{detail}</span>}
        <Autocomplete.Trigger className={styles.trigger} aria-label={`Show all: ${label}`} tabIndex={-1}>
          <ChevronDown size={14} aria-hidden />
        </Autocomplete.Trigger>
      </Autocomplete.InputGroup>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className={styles.positioner} sideOffset={4} align="start" collisionPadding={6}>
          <Autocomplete.Popup className={styles.popup}>
            <Autocomplete.Empty>
              <div className={styles.empty}>Nothing in the list matches. Enter takes it as typed.</div>
            </Autocomplete.Empty>
            <Autocomplete.List className={styles.list}>
              {(group: Group<Item>) => (
                <Autocomplete.Group key={group.value} items={group.items}>
                  {group.value && (
                    <Autocomplete.GroupLabel className={styles.groupLabel}>{group.value}</Autocomplete.GroupLabel>
                  )}
                  <Autocomplete.Collection>
                    {(item: Item) => (
                      <Autocomplete.Item key={item.value} value={item} className={styles.item}>
                        {renderItem?.(item) ?? item.label}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
            {footer && <div className={styles.footer}>{footer}</div>}
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}

type Group<Item> = { value: string; items: Item[] }

function grouped<Item extends ComboboxItem>(items: readonly Item[]): Group<Item>[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = item.group ?? ''
    groups.set(name, [...(groups.get(name) ?? []), item])
  }
  return [...groups].map(([value, members]) => ({ value, items: members }))
}

/** Every typed word is somewhere in the item. */
function matches(item: ComboboxItem, query: string): boolean {
  const text = `${item.label} ${item.value} ${item.group ?? ''} ${item.keywords ?? ''}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
