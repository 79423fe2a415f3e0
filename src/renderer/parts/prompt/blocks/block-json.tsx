import { Suspense, useRef } from 'react'
import type { JsonValue } from '#shared/text/json'
import { lazyPart } from '../../../ui/lazy-part.ts'
import type { PromptEdit } from '../edits/prompt-edits.ts'
import { usePromptServices } from '../prompt-services.tsx'
import { useJsonDraft } from '../store/use-json-draft.ts'
import { useWasNear } from '../text/use-was-near.ts'
import styles from './blocks.module.css'

const JsonField = lazyPart(async () => (await import('../../json/json-field.tsx')).JsonField)

/** Nobody reads more than this of a value before its field is there. */
const longestShown = 2_000

type BlockJsonProps = {
  label: string
  /** As for texts: keystrokes with the same group are one step of undo. */
  group: string
  value: JsonValue
  check?: (value: JsonValue) => string | null
  change: (value: JsonValue) => PromptEdit
}

/** A JSON value of the open prompt. Far from the visible part of the page it is plain text. */
export function BlockJson({ label, group, value, check, change }: BlockJsonProps) {
  const { prompts } = usePromptServices()
  const { edit, undo, redo } = prompts.getState()
  const drafts = useJsonDraft(group)
  const frame = useRef<HTMLDivElement>(null)
  const isNear = useWasNear(frame, 300)
  const early = <pre className={styles.early}>{isNear ? ' ' : shown(value)}</pre>
  return (
    <div ref={frame} data-text={group}>
      <Suspense fallback={early}>
        {isNear ? (
          <JsonField
            label={label}
            value={value}
            check={check}
            onChange={(next) => edit(change(next), group)}
            onUndo={undo}
            onRedo={redo}
            drafts={drafts}
          />
        ) : (
          early
        )}
      </Suspense>
    </div>
  )
}

function shown(value: JsonValue): string {
  // Long strings are cut before the whole is written out: a block may hold a file.
  const cut = (_key: string, part: unknown) => (typeof part === 'string' ? part.slice(0, longestShown) : part)
  return JSON.stringify(value, cut, 2).slice(0, longestShown)
}
