import { ArrowDown, ArrowUp, CaseSensitive, ChevronRight, Regex, WholeWord, X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type Ref, useId, useRef } from 'react'
import { useStore } from 'zustand'
import { groupedDigits } from '#shared/text/grouped-digits'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { isComposing } from '../../ui/is-composing.ts'
import { useShortcut } from '../keymap/use-keymap.tsx'
import styles from './find-bar.module.css'
import type { FindState, FindStore, KeyedText } from './find-store.ts'

type FindBarProps<Text extends KeyedText> = {
  /** The accessible name, such as `Find in the prompt`. */
  label: string
  store: FindStore<Text>
  field: Ref<HTMLInputElement>
  /** Opens and closes the second row; left out where nothing can be replaced. */
  replace?: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void; row: ReactNode }
  onClose: () => void
}

/** Above what it finds in: the field, how many there are, how they are looked for, and the way from one to the next. */
export function FindBar<Text extends KeyedText>({ label, store, field, replace, onClose }: FindBarProps<Text>) {
  const noteId = useId()
  const isTyping = useRef(false)
  const state = useStore(store)
  const { query, findings, setQuery, go } = state
  const { problem } = findings
  const [next, previous] = [useShortcut('findNext'), useShortcut('findPrevious')]
  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return
    if (event.key === 'Escape') {
      // It stops no run, as it does elsewhere.
      event.preventDefault()
      event.stopPropagation()
      onClose()
      return
    }
    // Typing in the bar is taken back by its field; after a press or Enter, Ctrl+Z means what that did.
    if (event.key === 'Enter') isTyping.current = false
    else if (isTyping.current && /^[zy]$/i.test(event.key) && (event.ctrlKey || event.metaKey)) event.stopPropagation()
  }
  function onFieldKey(event: KeyboardEvent) {
    if (isComposing(event) || event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    go(event.shiftKey ? -1 : 1)
  }
  return (
    <search
      aria-label={label}
      className={styles.bar}
      data-find-bar
      onKeyDown={onKeyDown}
      onInput={() => {
        isTyping.current = true
      }}
      onClick={() => {
        isTyping.current = false
      }}
    >
      <div className={styles.row}>
        {replace && (
          <IconButton
            size="small"
            label="Replace"
            tooltip={replace.isOpen ? 'Only find' : 'Replace, too'}
            aria-expanded={replace.isOpen}
            icon={<ChevronRight size={14} className={classNames(styles.chevron, replace.isOpen && styles.open)} />}
            onClick={() => replace.onOpenChange(!replace.isOpen)}
          />
        )}
        <div className={styles.box} data-invalid={problem === null ? undefined : ''}>
          <input
            ref={field}
            className={styles.field}
            aria-label="Find"
            placeholder="Find"
            spellCheck={false}
            autoComplete="off"
            aria-invalid={problem === null ? undefined : true}
            aria-describedby={problem === null ? undefined : noteId}
            value={query.text}
            onChange={(event) => setQuery({ text: event.target.value })}
            onKeyDown={onFieldKey}
          />
          <Option label="Match case" icon={<CaseSensitive size={15} />} name="matchCase" state={state} />
          <Option label="Whole word" icon={<WholeWord size={15} />} name="wholeWord" state={state} />
          <Option label="Regular expression" icon={<Regex size={14} />} name="isRegex" state={state} />
        </div>
        <span role="status" className={styles.count}>
          {countWords(state)}
        </span>
        <IconButton
          size="small"
          label="Previous match"
          shortcut={previous}
          icon={<ArrowUp size={14} />}
          onClick={() => go(-1)}
        />
        <IconButton
          size="small"
          label="Next match"
          shortcut={next}
          icon={<ArrowDown size={14} />}
          onClick={() => go(1)}
        />
        <IconButton size="small" label="Close find" shortcut="Esc" icon={<X size={14} />} onClick={onClose} />
      </div>
      {problem !== null && (
        <p id={noteId} role="alert" className={styles.problem}>
          {problem}.
        </p>
      )}
      {replace?.isOpen && replace.row}
    </search>
  )
}

type OptionProps = {
  label: string
  icon: ReactNode
  name: 'matchCase' | 'wholeWord' | 'isRegex'
  state: Pick<FindState<KeyedText>, 'query' | 'setQuery'>
}

function Option({ label, icon, name, state: { query, setQuery } }: OptionProps) {
  return (
    <IconButton
      size="small"
      label={label}
      icon={icon}
      className={styles.option}
      aria-pressed={query[name]}
      onClick={() => setQuery({ [name]: !query[name] })}
    />
  )
}

/** `3 of 17`; nothing for an empty field. What is still looked for leaves the words of before, so that they do not flicker. */
export function countWords<Text extends KeyedText>({
  query,
  findings,
  at,
}: Pick<FindState<Text>, 'query' | 'findings' | 'at'>): string {
  if (query.text === '' || findings.problem !== null) return ''
  if (findings.count === 0) return 'No matches'
  return `${groupedDigits(at + 1)} of ${groupedDigits(findings.count)}${findings.isCut ? '+' : ''}`
}
