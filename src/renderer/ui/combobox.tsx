import { ChevronDown } from 'lucide-react'
import {
  type ChangeEvent,
  type KeyboardEvent,
  type ReactNode,
  Suspense,
  startTransition,
  useEffect,
  useRef,
  useState,
} from 'react'
import { classNames } from './class-names.ts'
import styles from './combobox.module.css'
import { isComposing } from './is-composing.ts'
import { lazyPart } from './lazy-part.ts'
import { usePress } from './use-press.ts'
import { whenRested } from './when-rested.ts'

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

/** What the field with its list shares with the field that stands in its place while it is loaded. */
export type ComboboxFieldProps = Omit<ComboboxProps<ComboboxItem>, 'display'> & {
  /** What stands in the field. */
  text: string
  /** What is typed; `null` while nobody types. */
  draft: string | null
  isOpen: boolean
  /** The field has the focus, and must have it after the one takes the other's place. */
  hasFocus: { current: boolean }
  onType: (text: string) => void
  /** Closing it forgets what was typed. */
  onOpenChange: (isOpen: boolean) => void
}

const loadField = () => import('./combobox-field.tsx')
const ListField = lazyPart(async () => (await loadField()).ComboboxField)

/** A field with suggestions that takes any text. Escape, or leaving without Enter, changes nothing. */
export function Combobox<Item extends ComboboxItem>({ display, renderItem, ...props }: ComboboxProps<Item>) {
  const { value, onCommit } = props
  const [draft, setDraft] = useState<string | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const hasFocus = useRef(false)
  const [hasList, setHasList] = useState(false)
  const press = usePress()
  // The field that stands there stays, and keeps taking keys, until the other one has come; also where that never comes.
  const bringList = () =>
    void loadField()
      .then(press.isOver)
      .then(
        () => startTransition(() => setHasList(true)),
        () => {},
      )
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void whenRested().then(bringList), [])

  function setOpen(open: boolean) {
    setIsOpen(open)
    if (!open) setDraft(null)
  }
  const field: ComboboxFieldProps = {
    ...props,
    // Safe: the list renders the items that it was given.
    renderItem: renderItem as ComboboxFieldProps['renderItem'],
    text: draft ?? display?.(value) ?? value,
    draft,
    isOpen,
    hasFocus,
    onType: (text) => {
      setDraft(text)
      setIsOpen(true)
    },
    onOpenChange: setOpen,
    onCommit: (text) => {
      setOpen(false)
      if (text.trim() !== '') onCommit(text.trim())
    },
  }
  return (
    <Suspense>
      {hasList ? <ListField {...field} /> : <StandIn {...field} onNear={bringList} onPress={press.onPointerDown} />}
    </Suspense>
  )
}

/** Whether the key was one that takes what is typed as it is. */
export function commitTyped(event: KeyboardEvent, { draft, onCommit }: ComboboxFieldProps): boolean {
  if (event.key !== 'Enter' || draft === null || isComposing(event)) return false
  event.preventDefault()
  onCommit(draft)
  return true
}

/** Looks like the field and keeps what is pressed and typed until the list is there. */
function StandIn(props: ComboboxFieldProps & { onNear: () => void; onPress: () => void }) {
  const { label, text, hasFocus, detail, placeholder, className, onType, onOpenChange, onNear, onPress } = props
  const hadFocus = useRef(false)
  return (
    <div className={classNames(styles.field, className)} onPointerEnter={onNear}>
      <input
        role="combobox"
        className={styles.input}
        aria-label={label}
        aria-expanded={false}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onFocus={({ currentTarget }) => {
          hasFocus.current = true
          // As in the field with its list: the next key begins anew.
          currentTarget.select()
          onNear()
        }}
        onBlur={() => {
          hasFocus.current = false
          onOpenChange(false)
        }}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onType(event.target.value)}
        onPointerDown={() => {
          hadFocus.current = hasFocus.current
          onPress()
        }}
        onClick={({ currentTarget }) => {
          // Letting go of the button has taken the selection away again.
          if (!hadFocus.current) currentTarget.select()
          onOpenChange(true)
        }}
        onKeyDown={(event) => {
          if (commitTyped(event, props)) return
          if (event.key === 'ArrowDown') onOpenChange(true)
          if (event.key === 'Escape') onOpenChange(false)
        }}
      />
      {detail && <span className={styles.detail}>{detail}</span>}
      <ChevronDown size={14} aria-hidden className={styles.chevron} />
    </div>
  )
}
