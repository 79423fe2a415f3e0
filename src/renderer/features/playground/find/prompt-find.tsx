import { EditorView } from '@codemirror/view'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { FindBar } from '../../../parts/find/find-bar.tsx'
import { createFindStore, type FindPlace, type FindStore, type Match } from '../../../parts/find/find-store.ts'
import { type FindAsked, type FindKeeper, isInAnswer } from '../../../parts/find/use-find-asked.ts'
import { useKeymap } from '../../../parts/keymap/use-keymap.tsx'
import { isFocusLost } from '../../../parts/layout/focus-lost.ts'
import { usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { createTextMarks, type TextMarks } from './mark-texts.ts'
import type { PromptText } from './prompt-texts.ts'
import { ReplaceRow } from './replace-row.tsx'
import { type PlaceOpener, showMatch } from './show-match.ts'
import { textsNow } from './texts-now.ts'

type PromptFindProps = {
  asked: FindAsked
  keeper: FindKeeper
  onClose: () => void
  showMessages: () => void
  showTools: () => void
}

/** Finds in everything that is written in the open prompt, whether it is in sight or not. */
export function PromptFind({ asked, keeper, onClose, showMessages, showTools }: PromptFindProps) {
  const services = usePromptServices()
  const field = useRef<HTMLInputElement>(null)
  const replaceField = useRef<HTMLInputElement>(null)
  const [replacement, setReplacement] = useState(keeper.replacement)
  const [replaces, setReplaces] = useState(keeper.replaces || asked.replaces)
  const [seen, setSeen] = useState(asked.times)
  if (seen !== asked.times) {
    setSeen(asked.times)
    if (asked.replaces) setReplaces(true)
  }
  const opener = { services, showMessages, showTools }
  const { store, closeAt } = useSearch(opener, keeper, asked)
  useTexts(store)
  useMarks(store, field)
  useKeymap({
    findNext: () => !isInAnswer() && store.getState().go(1),
    findPrevious: () => !isInAnswer() && store.getState().go(-1),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is asked for
  useLayoutEffect(() => {
    // Another prompt has a bar of its own, and takes the focus from nobody.
    if (keeper.focused === asked.times) return
    keeper.focused = asked.times
    const first = asked.replaces && store.getState().query.text !== '' ? replaceField.current : field.current
    first?.focus()
    first?.select()
  }, [asked.times])
  function close() {
    flushSync(onClose)
    closeAt()
  }
  useEffect(() => {
    keeper.replacement = replacement
    keeper.replaces = replaces
  })
  return (
    <FindBar
      label="Find in the prompt"
      store={store}
      field={field}
      onClose={close}
      replace={{
        isOpen: replaces,
        onOpenChange: setReplaces,
        row: <ReplaceRow store={store} field={replaceField} replacement={replacement} onReplacement={setReplacement} />,
      }}
    />
  )
}

/** The search of one bar, and how the caret goes to its match when the bar is closed. */
function useSearch(opener: PlaceOpener, keeper: FindKeeper, asked: FindAsked) {
  const newest = useRef(opener)
  useLayoutEffect(() => {
    newest.current = opener
  })
  const [found] = useState(() => {
    let stopShowing = () => {}
    const show = (match: Match<PromptText>, takesFocus: boolean) => {
      stopShowing()
      stopShowing = showMatch(newest.current, match, takesFocus)
    }
    const store: FindStore<PromptText> = createFindStore<PromptText>({
      host: opener.services.host,
      texts: () => textsNow(opener.services),
      onShow: (match) => show(match, false),
    })
    return { store, show, stopShowing: () => stopShowing() }
  })
  const { store, show, stopShowing } = found
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is asked for
  useLayoutEffect(() => {
    const { setQuery, goOnFrom } = store.getState()
    const { text: selected, place } = caretAt(asked.from)
    const text = keeper.typed || selected
    keeper.typed = ''
    if (place) goOnFrom(place)
    if (text !== null) setQuery({ ...keeper.query, text })
    else if (store.getState().query.text === '') setQuery(keeper.query ?? {})
  }, [asked.times])
  // Before the bar of another prompt begins with it.
  useLayoutEffect(
    () => () => {
      keeper.query = store.getState().query
      store.getState().stop()
      stopShowing()
    },
    [store, keeper, stopShowing],
  )
  return {
    store,
    closeAt: () => {
      const match = store.getState().present()
      if (match) show(match, true)
      else if (asked.from instanceof HTMLElement && asked.from.isConnected && isFocusLost()) asked.from.focus()
    },
  }
}

const longestSelection = 200

/** What was selected, where that may be looked for, and where the caret was in which text of the prompt. */
function caretAt(element: Element | null): { text: string | null; place: FindPlace | null } {
  const key = element?.closest<HTMLElement>('[data-prompt-editor] [data-text]')?.dataset.text
  if (key === undefined || !(element instanceof HTMLElement)) return { text: null, place: null }
  const view = EditorView.findFromDOM(element)
  const { from, to, text } = view ? selectionIn(view) : selectionOf(element)
  const isShort = to > from && to - from <= longestSelection && !text.includes('\n')
  return { text: isShort ? text : null, place: { key, at: from } }
}

function selectionIn({ state }: EditorView) {
  const { from, to } = state.selection.main
  return { from, to, text: state.sliceDoc(from, Math.min(to, from + longestSelection)) }
}

function selectionOf(element: HTMLElement) {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement))
    return { from: 0, to: 0, text: '' }
  const [from, to] = [element.selectionStart ?? 0, element.selectionEnd ?? 0]
  return { from, to, text: element.value.slice(from, to) }
}

/** Looks again whenever the prompt is another one, and in JSON that is no good yet. */
function useTexts(store: FindStore<PromptText>): void {
  const { prompts } = usePromptServices()
  useEffect(() => {
    const again = () => store.getState().lookAgain()
    const end = prompts.subscribe((now, before) => now.prompt !== before.prompt && again())
    const editor = document.querySelector('[data-prompt-editor]')
    const typed = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('[data-text="json"]')) again()
    }
    editor?.addEventListener('input', typed)
    // The cards may have given place to the JSON, or the other way round.
    const observer = new MutationObserver((changes) => {
      const isOther = ({ addedNodes, removedNodes }: MutationRecord) =>
        [...addedNodes, ...removedNodes].some(
          (node) => node instanceof Element && node.matches('section[aria-label="JSON"]'),
        )
      if (changes.some(isOther)) again()
    })
    if (editor) observer.observe(editor, { childList: true, subtree: true })
    return () => {
      end()
      editor?.removeEventListener('input', typed)
      observer.disconnect()
    }
  }, [store, prompts])
}

/** Marks what is found as long as the bar is there. */
function useMarks(store: FindStore<PromptText>, field: { current: HTMLElement | null }): void {
  useEffect(() => {
    const root = field.current?.closest<HTMLElement>('[data-prompt-editor]')
    if (!root) return
    const marks: TextMarks = createTextMarks(root)
    const show = () => {
      const { findings, present } = store.getState()
      marks.show(findings.found, present())
    }
    show()
    const end = store.subscribe((now, before) => {
      if (now.findings !== before.findings || now.at !== before.at) show()
    })
    return () => {
      end()
      marks.end()
    }
  }, [store, field])
}
