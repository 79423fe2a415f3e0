import type { EditorView } from '@codemirror/view'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Host } from '../../../host/host.ts'
import { markEditor } from '../../find/editor-marks.ts'
import { FindBar } from '../../find/find-bar.tsx'
import { createFindStore, type FindStore } from '../../find/find-store.ts'
import { highlight } from '../../find/highlights.ts'
import { type FindAsked, type FindKeeper, isInAnswer } from '../../find/use-find-asked.ts'
import { useKeymap } from '../../keymap/use-keymap.tsx'
import { isFocusLost } from '../../layout/focus-lost.ts'
import { type AnswerText, answerTexts, placeIn } from './answer-texts.ts'
import { selectInAnswer, showInAnswer } from './show-in-answer.ts'

type AnswerFindProps = { host: Pick<Host, 'call'>; asked: FindAsked; keeper: FindKeeper; onClose: () => void }

type AnswerStore = FindStore<AnswerText>

/** Finds in what the present tab of the answer shows, also while that grows. */
export function AnswerFind({ host, asked, keeper, onClose }: AnswerFindProps) {
  const field = useRef<HTMLInputElement>(null)
  const store = useSearch(host, keeper, field)
  useTexts(store, field)
  useMarks(store)
  useKeymap({
    findNext: () => isInAnswer() && store.getState().go(1),
    findPrevious: () => isInAnswer() && store.getState().go(-1),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that it is asked for
  useLayoutEffect(() => {
    const { query, setQuery } = store.getState()
    // Another tab has a bar of its own, and takes the focus from nobody.
    const isNew = keeper.focused !== asked.times
    const text = keeper.typed || (isNew ? selectedWords(asked.from) : '')
    keeper.focused = asked.times
    keeper.typed = ''
    if (text) setQuery({ ...keeper.query, text })
    else if (query.text === '') setQuery(keeper.query ?? {})
    if (!isNew) return
    field.current?.focus()
    field.current?.select()
  }, [asked.times])
  function close() {
    const match = store.getState().present()
    flushSync(onClose)
    if (match) selectInAnswer(match)
    if (isFocusLost() && asked.from instanceof HTMLElement && asked.from.isConnected) asked.from.focus()
  }
  return <FindBar label="Find in the answer" store={store} field={field} onClose={close} />
}

const longestSelection = 200

/** What is selected in the answer, where that may be looked for. */
function selectedWords(from: Element | null): string {
  const words = isInAnswer(from) ? (getSelection()?.toString() ?? '') : ''
  return words.length <= longestSelection && !words.includes('\n') ? words : ''
}

/** What the tabs show: the bar stands in it. */
const shownIn = (field: HTMLElement | null) => field?.closest('[role="tabpanel"]') ?? null

function useSearch(host: Pick<Host, 'call'>, keeper: FindKeeper, field: { current: HTMLElement | null }): AnswerStore {
  const [{ store, end }] = useState(() => {
    let stopShowing = () => {}
    const made: AnswerStore = createFindStore<AnswerText>({
      host,
      texts: () => {
        const root = shownIn(field.current)
        return root ? answerTexts(root) : []
      },
      onShow: (match) => {
        stopShowing()
        stopShowing = showInAnswer(match)
      },
    })
    return { store: made, end: () => stopShowing() }
  })
  // Before the bar of another tab begins with it.
  useLayoutEffect(
    () => () => {
      keeper.query = store.getState().query
      store.getState().stop()
      end()
    },
    [store, keeper, end],
  )
  return store
}

/** An answer that grows is looked through again so often, or as seldom as that takes a tenth of the time. */
const throttleMs = 250

function useTexts(store: AnswerStore, field: { current: HTMLElement | null }): void {
  useEffect(() => {
    const panel = shownIn(field.current)
    // Another tab is another panel, beside this one.
    const area = panel?.closest('[data-response]')
    if (!area) return
    let timer: ReturnType<typeof setTimeout> | null = null
    /** When the look that goes on was begun from here; `null` for none, and for one of another query. */
    let begunAt: number | null = null
    let tookMs = 0
    const look = () => {
      timer = null
      if (store.getState().query.text === '') return
      if (store.getState().isSearching) return soon()
      store.getState().lookAgain('quietly')
      begunAt = performance.now()
    }
    const soon = () => {
      timer ??= setTimeout(look, Math.max(throttleMs, 10 * tookMs))
    }
    const end = store.subscribe((now, before) => {
      if (now.query !== before.query) begunAt = null
      if (begunAt === null || now.isSearching) return
      tookMs = performance.now() - begunAt
      begunAt = null
    })
    const isOurs = (node: Node) =>
      (node instanceof Element ? node : node.parentElement)?.closest('[data-find-bar]') != null
    const observer = new MutationObserver((changes) => {
      if (changes.some(({ target }) => !isOurs(target) && shownIn(field.current)?.contains(target))) soon()
    })
    observer.observe(area, { childList: true, characterData: true, subtree: true })
    return () => {
      observer.disconnect()
      end()
      if (timer !== null) clearTimeout(timer)
    }
  }, [store, field])
}

function useMarks(store: AnswerStore): void {
  useEffect(() => {
    const editors = new Set<EditorView>()
    const show = () => {
      const { findings, present } = store.getState()
      const match = present()
      const ranges: StaticRange[] = []
      let one: StaticRange | null = null
      const marked = new Set<EditorView>()
      for (const of of findings.found) {
        const { view } = of.text
        const nth = match?.of === of ? match.nth : -1
        if (view) {
          marked.add(view)
          if (view.state.doc.toString() === of.text.text) markEditor(view, of.places, nth)
          continue
        }
        for (let at = 0; at < of.places.length; at += 2) {
          const range = placeIn(of.text, of.places[at] ?? 0, of.places[at + 1] ?? 0)
          if (range) ranges.push(range)
          if (at === 2 * nth) one = range
        }
      }
      for (const view of editors) if (!marked.has(view)) markEditor(view, [], -1)
      for (const view of marked) editors.add(view)
      highlight('answer', ranges, one)
    }
    show()
    const end = store.subscribe((now, before) => {
      if (now.findings !== before.findings || now.at !== before.at) show()
    })
    return () => {
      end()
      highlight('answer', [], null)
      for (const view of editors) markEditor(view, [], -1)
    }
  }, [store])
}
