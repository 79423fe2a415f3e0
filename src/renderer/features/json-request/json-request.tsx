import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Prompt } from '#shared/prompt/prompt'
import { requestJson, withRequestJson } from '#shared/request/request-json'
import { isSameJson, type JsonValue } from '#shared/text/json'
import { createJsonEditor, type JsonEditor } from '../../parts/json/json-editor.ts'
import { writeJson } from '../../parts/json/json-text.ts'
import { isFocusLost } from '../../parts/layout/focus-lost.ts'
import { usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { formatJson, readBody } from './body-text.ts'
import { withValue } from './json-edits.ts'
import { JsonNotes } from './json-notes.tsx'
import styles from './json-request.module.css'

/** The name of this field among the drafts of a prompt. */
const field = 'request'

/** A longer text is read a moment after typing, so that no key waits for it. */
const longText = 50_000
const deliveryMs = 150

/**
 * The whole request as JSON. What is typed changes the prompt while it is good; until then the prompt stays as it was, and the
 * text is kept until it is good or discarded.
 */
export function JsonRequest({ onLeave }: { onLeave: () => void }) {
  const frame = useRef<HTMLDivElement>(null)
  const noteId = useId()
  const { editor, error, unheld, isOvertaken, format, discard } = useRequestEditor(frame, noteId)
  return (
    <section aria-label="JSON" className={styles.view}>
      <div className={styles.bar}>
        <JsonNotes />
        <Button size="small" onClick={format}>
          Format
        </Button>
        <Button size="small" onClick={onLeave}>
          Visual
        </Button>
      </div>
      {error !== null && (
        <div role="alert" className={styles.error}>
          <p id={noteId}>
            {error.message} The prompt stays as it was. Run sends that.
            {isOvertaken && ' It was changed elsewhere meanwhile: once this is right, it takes the place of that.'}
          </p>
          {error.place && (
            <Button variant="link" onClick={() => error.place && editor()?.goTo(error.place.line, error.place.column)}>
              Go to line {error.place.line}
            </Button>
          )}
          <Button variant="link" onClick={discard}>
            Discard what was typed
          </Button>
        </div>
      )}
      {unheld.length > 0 && (
        <p role="status" className={styles.unheld}>
          Not taken over: {unheld.map(explainUnheld).join(' ')}
        </p>
      )}
      <div ref={frame} className={styles.text} data-text="json" data-invalid={error === null ? undefined : ''} />
    </section>
  )
}

function explainUnheld(field: string): string {
  if (field === 'stream') return '`stream`: answers are always streamed here.'
  return `\`${field}\`: a message has a role and a content only.`
}

type Fault = { message: string; place: { line: number; column: number } | null }

function useRequestEditor(frame: { current: HTMLElement | null }, noteId: string) {
  const { prompts } = usePromptServices()
  const prompt = usePrompt((state) => state)
  const drafts = prompts.getState().jsonDrafts(prompt.id)
  const editor = useRef<JsonEditor | null>(null)
  const text = useRef('')
  /** The prompt that the text says, or over which it was typed. */
  const shown = useRef(prompt)
  const [error, setError] = useState<Fault | null>(null)
  const [unheld, setUnheld] = useState<string[]>([])
  const [isOvertaken, setOvertaken] = useState(false)

  function take(next: string) {
    text.current = next
    const read = readBody(shown.current, next)
    if (read.error) {
      drafts.set(field, { text: next, over: drafts.get(field)?.over ?? requestJson(shown.current) })
      setError(read.error)
      return
    }
    drafts.delete(field)
    setError(null)
    setOvertaken(false)
    setUnheld(read.unheld)
    prompts.getState().edit((current) => merge(current, read.value), 'json')
    shown.current = prompts.getState().prompt ?? shown.current
  }
  function show(next: string) {
    text.current = next
    drafts.delete(field)
    editor.current?.setText(next)
    setError(null)
    setOvertaken(false)
    setUnheld([])
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: one editor for the life of this view; the prompt reaches it below
  useLayoutEffect(() => {
    const draft = drafts.get(field)
    text.current = draft?.text ?? writeJson(requestJson(prompt))
    shown.current = prompt
    const held = holdBack(take, prompts.getState().addDraft)
    const made = createJsonEditor(
      text.current,
      'Request as JSON',
      {
        onEdit: held.hold,
        isGood: () => drafts.get(field) === undefined,
        onUndo: () => prompts.getState().undo(),
        onRedo: () => prompts.getState().redo(),
      },
      { isWhole: true },
    )
    editor.current = made
    frame.current?.append(made.dom)
    // Reached by a key from a card that is gone now.
    if (isFocusLost()) made.focus()
    if (draft) {
      take(draft.text)
      setOvertaken(!isSameJson(draft.over, requestJson(prompt)))
    }
    return () => {
      held.deliver()
      editor.current = null
      made.destroy()
    }
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a prompt from elsewhere is shown; what was typed here is there already
  useLayoutEffect(() => {
    if (prompt === shown.current) return
    shown.current = prompt
    if (drafts.get(field)) setOvertaken(true)
    else show(withValue(text.current, requestJson(prompt)))
  }, [prompt])
  useEffect(() => editor.current?.setInvalid(error === null ? null : noteId), [error, noteId])

  return {
    editor: () => editor.current,
    error,
    unheld,
    isOvertaken,
    format: () => {
      const formatted = formatJson(text.current)
      editor.current?.setText(formatted)
      take(formatted)
    },
    discard: () => show(writeJson(requestJson(prompt))),
  }
}

/** The prompt with what a body says that was found to be one. */
function merge(prompt: Prompt, body: JsonValue): Prompt {
  const read = withRequestJson(prompt, body, () => crypto.randomUUID())
  return 'problem' in read ? prompt : read.prompt
}

/** Short texts are delivered at once, long ones a moment later, or when somebody asks. */
function holdBack(take: (text: string) => void, addDraft: (deliver: () => void) => () => void) {
  let pending: { text: string; timer: ReturnType<typeof setTimeout>; release: () => void } | null = null
  function deliver() {
    if (!pending) return
    const { text, timer, release } = pending
    pending = null
    clearTimeout(timer)
    release()
    take(text)
  }
  function hold(text: string) {
    if (pending) pending.text = text
    else if (text.length < longText) take(text)
    else pending = { text, timer: setTimeout(deliver, deliveryMs), release: addDraft(deliver) }
  }
  return { hold, deliver }
}
