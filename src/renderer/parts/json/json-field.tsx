import type { Extension } from '@codemirror/state'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { JsonDraft } from '#shared/prompt/json-drafts'
import { isSameJson, type JsonValue } from '#shared/text/json'
import { Button } from '../../ui/button.tsx'
import type { KeptDrafts } from '../prompt/store/json-drafts.ts'
import { createJsonEditor, type JsonEditor } from './json-editor.ts'
import styles from './json-field.module.css'
import { type ReadJson, readJson, writeJson } from './json-text.ts'
import { type JsonProblem, problemPlaces } from './problem-places.ts'

type JsonFieldProps = {
  label: string
  value: JsonValue
  /** What is wrong with a value that is JSON, in a sentence; `null` where nothing is. */
  check?: (value: JsonValue) => string | null
  onChange: (value: JsonValue) => void
  /** Of the whole prompt: asked while the text is good, so that one history holds everything. */
  onUndo: () => void
  onRedo: () => void
  /** Keeps what is no good yet while this field is out of the page. */
  drafts?: { name: string; kept: KeptDrafts }
  /** What this kind of JSON has beyond all others, such as completion. Read once. */
  more?: Extension
  /** What is wrong with the value although it takes effect: underlined. */
  problems?: readonly JsonProblem[]
  /** What follows from a text that is no good, where it is not that the last good value is sent. */
  meanwhile?: string
  /** Told what is wrong with the text, and `null` once nothing is. */
  onError?: (error: string | null) => void
}

/**
 * A value as JSON text. What is typed takes effect while it is good; until then the last good value stays, the text too, and
 * the reason stands below. Loaded as a chunk of its own: use it through `lazyPart`.
 */
export function JsonField(props: JsonFieldProps) {
  const frame = useRef<HTMLDivElement>(null)
  const noteId = useId()
  const { error, discard } = useJsonEditor(props, frame, noteId)
  return (
    <div className={styles.field}>
      <div ref={frame} className={styles.frame} data-invalid={error === null ? undefined : ''} />
      {error !== null && (
        <p className={styles.note}>
          <span id={noteId}>
            {error} Until this is right, {props.meanwhile ?? 'the last good value is sent'}.
          </span>{' '}
          <Button variant="link" onClick={discard}>
            Back to the last good value
          </Button>
        </p>
      )}
    </div>
  )
}

const none: readonly never[] = []

function useJsonEditor(props: JsonFieldProps, frame: { current: HTMLElement | null }, noteId: string) {
  const { value } = props
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const editor = useRef<JsonEditor | null>(null)
  const text = useRef('')
  const draft = useRef<JsonDraft | null>(null)
  const [error, setError] = useState<string | null>(null)

  function keep(next: JsonDraft | null) {
    draft.current = next
    const { drafts } = latest.current
    if (next) drafts?.kept.set(drafts.name, next)
    else drafts?.kept.delete(drafts.name)
  }
  const draftName = props.drafts?.name
  const keptAs = useRef(draftName)
  useLayoutEffect(() => {
    if (keptAs.current === draftName) return
    if (keptAs.current !== undefined && draft.current) latest.current.drafts?.kept.delete(keptAs.current)
    keptAs.current = draftName
    if (draft.current) keep(draft.current)
  })
  function judge(next: string): ReadJson {
    const read = readJson(next)
    const wrong = read.error === undefined ? latest.current.check?.(read.value) : null
    return wrong ? { error: wrong } : read
  }
  function take(next: string) {
    text.current = next
    const { value: over, onChange } = latest.current
    const judged = judge(next)
    keep(judged.error === undefined ? null : { text: next, over })
    setError(judged.error ?? null)
    if (judged.error === undefined && !isSameJson(judged.value, over)) onChange(judged.value)
  }
  function show(next: string) {
    text.current = next
    keep(null)
    editor.current?.setText(next)
    setError(null)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: one editor for the life of this field; the props reach it below
  useLayoutEffect(() => {
    const { drafts, label } = latest.current
    const kept = drafts?.kept.get(drafts.name)
    const isTyped = kept !== undefined && isSameJson(kept.over, value)
    if (!isTyped) keep(null)
    text.current = isTyped ? kept.text : writeJson(value)
    const duties = {
      onEdit: take,
      isGood: () => draft.current === null,
      onUndo: () => latest.current.onUndo(),
      onRedo: () => latest.current.onRedo(),
    }
    const made = createJsonEditor(text.current, label, duties, { more: latest.current.more })
    editor.current = made
    frame.current?.append(made.dom)
    if (isTyped) take(kept.text)
    return () => {
      editor.current = null
      made.destroy()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a value from elsewhere is shown; the text's own is there already
  useLayoutEffect(() => {
    if (draft.current !== null && isSameJson(draft.current.over, value)) return
    const read = readJson(text.current)
    if (read.error === undefined && isSameJson(read.value, value)) return
    show(writeJson(value))
  }, [value])
  useEffect(() => editor.current?.setInvalid(error === null ? null : noteId), [error, noteId])
  useEffect(() => latest.current.onError?.(error), [error])
  // What was typed since and is no good yet has no places of its own.
  useEffect(
    () => editor.current?.setProblems(error === null ? problemPlaces(text.current, props.problems ?? none) : none),
    [error, props.problems],
  )
  return { error, discard: () => show(writeJson(latest.current.value)) }
}
