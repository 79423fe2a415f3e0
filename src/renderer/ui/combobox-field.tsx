import { Combobox as BaseCombobox } from '@base-ui/react/combobox'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './combobox.module.css'
import { type ComboboxFieldProps, type ComboboxItem, commitTyped } from './combobox.tsx'
import { usePortalPlace } from './portal-place.ts'

type ItemGroup = { name: string | undefined; items: ComboboxItem[] }

/** The field with its list. The focus stays in the field; the list is in the page while it is open. */
export function ComboboxField(props: ComboboxFieldProps) {
  const { label, value, items, text, draft, isOpen, hasFocus, detail, placeholder, footer, className } = props
  const { onCommit, onType, onOpenChange, renderItem } = props
  const input = useRef<HTMLInputElement>(null)
  const hadFocus = useRef(false)
  const isOnItem = useRef(false)
  // A list that is born open and closed in the same moment stays in the page for good: the library waits for its opening.
  const [canOpen, setCanOpen] = useState(false)
  useEffect(() => setCanOpen(true), [])
  const groups = useMemo(() => inGroups(items), [items])
  const chosen = useMemo(() => items.find((item) => item.value === value) ?? { value, label: value }, [items, value])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it takes the place of the field before it
  useLayoutEffect(() => {
    if (!hasFocus.current) return
    input.current?.focus()
    // What was already typed must not be replaced by the next key.
    if (draft !== null) input.current?.setSelectionRange(draft.length, draft.length)
  }, [])
  // While nobody types, the whole text is selected: the next key begins anew, also right after a choice.
  useLayoutEffect(() => {
    if (draft === null && document.activeElement === input.current) input.current?.select()
  }, [draft])

  return (
    <BaseCombobox.Root<ComboboxItem>
      items={groups}
      value={chosen}
      onValueChange={(item) => item && onCommit(item.value)}
      isItemEqualToValue={(item, other) => item.value === other.value}
      inputValue={text}
      onInputValueChange={(next, { reason }) => {
        if (reason === 'input-change' || reason === 'input-clear') onType(next)
      }}
      filter={(item: ComboboxItem) => draft === null || matches(item, draft)}
      open={isOpen && canOpen}
      onOpenChange={onOpenChange}
      onItemHighlighted={(item) => {
        isOnItem.current = item !== undefined
      }}
    >
      <BaseCombobox.InputGroup className={classNames(styles.field, className)}>
        <BaseCombobox.Input
          ref={input}
          className={styles.input}
          aria-label={label}
          placeholder={placeholder}
          onFocus={() => input.current?.select()}
          onBlur={() => !isOpen && onOpenChange(false)}
          onPointerDown={() => {
            hadFocus.current = document.activeElement === input.current
          }}
          // The first press selects all; the next one sets the caret, as anywhere else.
          onClick={() => !hadFocus.current && input.current?.select()}
          onKeyDown={(event) => {
            if (!isOnItem.current && commitTyped(event, props)) event.preventBaseUIHandler()
            // While the list is closed the library would empty the field, and keep Escape from what else it does.
            if (event.key === 'Escape' && !isOpen) event.preventBaseUIHandler()
          }}
        />
        {detail && <span className={styles.detail}>{detail}</span>}
        <ChevronDown size={14} aria-hidden className={styles.chevron} />
      </BaseCombobox.InputGroup>
      <BaseCombobox.Portal container={usePortalPlace()}>
        <BaseCombobox.Positioner className={styles.positioner} align="start" sideOffset={4} collisionPadding={6}>
          <BaseCombobox.Popup className={styles.popup}>
            <BaseCombobox.Empty className={styles.empty}>
              Nothing in the list matches. Enter takes it as typed.
            </BaseCombobox.Empty>
            <BaseCombobox.List className={styles.list} aria-label={label}>
              {(group: ItemGroup) => <Group key={group.name ?? ''} group={group} renderItem={renderItem} />}
            </BaseCombobox.List>
            {footer && <div className={styles.footer}>{footer}</div>}
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  )
}

type GroupProps = { group: ItemGroup; renderItem: ((item: ComboboxItem) => ReactNode) | undefined }

function Group({ group: { name, items }, renderItem }: GroupProps) {
  return (
    <BaseCombobox.Group items={items}>
      {name && <BaseCombobox.GroupLabel className={styles.heading}>{name}</BaseCombobox.GroupLabel>}
      <BaseCombobox.Collection>
        {(item: ComboboxItem) => (
          <BaseCombobox.Item key={item.value} value={item} className={styles.item}>
            {renderItem?.(item) ?? item.label}
          </BaseCombobox.Item>
        )}
      </BaseCombobox.Collection>
    </BaseCombobox.Group>
  )
}

/** Groups in the order of their first item; within one, the order of the items. */
function inGroups(items: readonly ComboboxItem[]): ItemGroup[] {
  return [...Map.groupBy(items, (item) => item.group)].map(([name, members]) => ({ name, items: members }))
}

/** Every typed word is somewhere in the item. */
function matches(item: ComboboxItem, query: string): boolean {
  const text = `${item.label} ${item.value} ${item.group ?? ''} ${item.keywords ?? ''}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
