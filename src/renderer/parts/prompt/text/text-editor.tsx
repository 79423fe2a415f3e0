import { type Ref, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { PromptVariables } from '#shared/prompt/prompt'
import { whenRested } from '../../../ui/when-rested.ts'
import type { CodeEditor } from './code-editor.ts'
import { afterComposing, EarlyField, stateOf } from './early-field.tsx'
import styles from './text-editor.module.css'
import { useWasNear } from './use-was-near.ts'

type CodeEditorModule = typeof import('./code-editor.ts')

export type TextEditorProps = {
  /** The accessible name. */
  label: string
  /** What it is known by where a text of the prompt is looked for; none is not looked for. */
  name?: string
  value: string
  placeholder?: string
  /**
   * Given: the editor, once it is there, has its text from here and not from `value`, which may then be an older one. Calls back with
   * the text as it is and with every later one; returns how to stop. Must stay the same function.
   */
  follow?: (show: (text: string) => void) => () => void
  onChange: (text: string) => void
  onUndo: () => void
  onRedo: () => void
  /** Registers what delivers text that is held back for a moment; returns how to unregister it. */
  addDraft: (deliver: () => void) => () => void
  /** What stands for the variables in it, told under the pointer. */
  variables?: () => PromptVariables | undefined
  /** Whether `{{name}}` is a variable here; else braces are text like any other. */
  hasVariables?: boolean
  /** The variables that have a value, one to a line: others are marked as missing. */
  variableNames?: string
}

/** From this length on, text is delivered a moment after typing: making one string of it takes too long for every key. */
const longText = 50_000
const deliveryMs = 150
/** Nobody sees more than this much of a text before its editor is there. */
const previewLength = 20_000

let loaded: CodeEditorModule | null = null
async function loadCodeEditor(): Promise<CodeEditorModule> {
  await whenRested()
  loaded ??= await import('./code-editor.ts')
  return loaded
}

/** A field for prompt text of any size. Far from the visible part of the page it is plain text, which costs next to nothing. */
export function TextEditor(props: TextEditorProps) {
  const { label, name, value, placeholder = '' } = props
  const frame = useRef<HTMLDivElement>(null)
  const plain = useRef<HTMLDivElement>(null)
  const early = useRef<HTMLTextAreaElement>(null)
  const [isFocused, setFocused] = useState(false)
  const isWanted = useWasNear(frame, 300) || isFocused
  // Decided once: between the arrival of the code and this field's turn to use it, the early field must stay what it is.
  const [isEarly, setEarly] = useState(false)
  if (isWanted && !loaded && !isEarly) setEarly(true)
  const editor = useEditor(props, isWanted, early, () => document.activeElement === plain.current)

  useLayoutEffect(() => {
    if (editor) frame.current?.append(editor.code.dom)
    if (editor?.takesFocus) editor.code.focus()
  }, [editor])
  // A field that was reached by Tab before its editor was there goes on as a field.
  useLayoutEffect(() => {
    if (isFocused) early.current?.focus()
  }, [isFocused])

  return (
    <div ref={frame} className={styles.frame} data-text={name}>
      {!editor && isEarly && (
        <EarlyField
          ref={early}
          label={label}
          value={value}
          placeholder={placeholder}
          onChange={props.onChange}
          onFocus={() => setFocused(true)}
        />
      )}
      {!editor && !isEarly && (
        <PlainText ref={plain} label={label} value={value} placeholder={placeholder} onFocus={() => setFocused(true)} />
      )}
    </div>
  )
}

type PlainTextProps = {
  label: string
  value: string
  placeholder?: string
  onFocus?: () => void
  ref?: Ref<HTMLDivElement>
}

/** The text as it looks in its editor, before that is there. */
export function PlainText({ label, value, placeholder = '', onFocus, ref }: PlainTextProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it becomes an editor, and must measure the same
    <div
      ref={ref}
      className={styles.text}
      role="textbox"
      aria-label={label}
      aria-multiline
      aria-readonly
      tabIndex={0}
      onFocus={onFocus}
    >
      {value.slice(0, previewLength) || <span className={styles.placeholder}>{placeholder || ' '}</span>}
    </div>
  )
}

/** The editor once it is wanted and loaded, kept in step with the props; `null` before. */
function useEditor(
  props: TextEditorProps,
  isWanted: boolean,
  early: { current: HTMLTextAreaElement | null },
  plainHasFocus: () => boolean,
): { code: CodeEditor; takesFocus: boolean } | null {
  const { label, value, placeholder = '', hasVariables = true, variableNames = null, follow } = props
  const [editor, setEditor] = useState<{ code: CodeEditor; takesFocus: boolean } | null>(null)
  const latest = useRef(props)
  /** The text that the editor shows, as far as it was delivered. */
  const delivered = useRef(value)
  useLayoutEffect(() => {
    latest.current = props
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: one editor for the life of this field; the props reach it below
  useLayoutEffect(() => {
    if (!isWanted) return
    let code: CodeEditor | null = null
    let isGone = false
    const draft = createDraft(latest, delivered)
    const make = (module: CodeEditorModule) => {
      if (isGone) return
      const field = early.current
      const typed = stateOf(field)
      const { label, placeholder = '', hasVariables = true, variableNames = null } = latest.current
      const text = field?.value ?? latest.current.value
      delivered.current = text
      code = module.createCodeEditor(
        text,
        { label, placeholder, hasVariables, variableNames },
        {
          onEdit: draft.hold,
          onUndo: () => latest.current.onUndo(),
          onRedo: () => latest.current.onRedo(),
          onBlur: draft.deliver,
          ...(latest.current.variables ? { variables: latest.current.variables } : {}),
        },
      )
      if (typed.hasFocus) code.select(typed.anchor, typed.head)
      setEditor({ code, takesFocus: typed.hasFocus || plainHasFocus() })
    }
    if (loaded) make(loaded)
    else {
      loadCodeEditor().then(
        // At once: a key that fell between reading the field and replacing it would land beside the caret.
        (module) => afterComposing(early.current, () => flushSync(() => make(module))),
        // The early field stays; it can be typed into just as well.
        () => {},
      )
    }
    return () => {
      isGone = true
      draft.deliver()
      code?.destroy()
      setEditor(null)
    }
  }, [isWanted])

  // A text that is followed is shown whenever it changes, and not whenever the field is rendered.
  const rendered = follow ? null : value
  useLayoutEffect(() => {
    if (!editor) return
    const show = (text: string) => {
      if (text === delivered.current) return
      delivered.current = text
      editor.code.setText(text)
    }
    if (follow) return follow(show)
    if (rendered !== null) show(rendered)
  }, [editor, follow, rendered])
  useEffect(
    () => editor?.code.setLook({ label, placeholder, hasVariables, variableNames }),
    [editor, label, placeholder, hasVariables, variableNames],
  )
  return editor
}

/** Text on its way from the editor to its owner: at once while it is short, a moment later when it is long. */
function createDraft(latest: { current: TextEditorProps }, delivered: { current: string }) {
  let pending: (() => string) | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let release = () => {}

  function deliver() {
    if (!pending) return
    const text = pending()
    pending = null
    if (timer !== null) clearTimeout(timer)
    timer = null
    release()
    delivered.current = text
    latest.current.onChange(text)
  }

  function hold(text: () => string, length: number) {
    const isFirst = pending === null
    pending = text
    if (length < longText) return deliver()
    if (!isFirst) return
    release = latest.current.addDraft(deliver)
    timer = setTimeout(deliver, deliveryMs)
  }

  return { hold, deliver }
}
