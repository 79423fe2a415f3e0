import { useId, useState } from 'react'
import type { JsonValue } from '#shared/text/json'
import { CopyButton } from '../copy-button.tsx'
import styles from './json-lab.module.css'
import { type JsonPath, jsonPathOf, pointerOf, readPath, resolvePath } from './json-path.ts'

type PathBarProps = { value: JsonValue; selected: JsonPath; onSelect: (path: JsonPath) => void }

/** The path of the selected field, to be typed or copied, as a JSONPath or as a pointer. */
export function PathBar({ value, selected, onSelect }: PathBarProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const hintId = useId()
  const text = typed ?? jsonPathOf(selected)
  const path = readPath(text)
  const there = path && resolvePath(value, path)

  function type(next: string) {
    setTyped(next)
    const read = readPath(next)
    if (read && resolvePath(value, read)) onSelect(read)
  }

  return (
    <div className={styles.path}>
      <input
        className={styles.pathField}
        aria-label="Path of the field"
        aria-invalid={there === null}
        aria-describedby={hintId}
        value={text}
        spellCheck={false}
        onChange={(event) => type(event.target.value)}
        onBlur={() => there && setTyped(null)}
      />
      <CopyButton label="Copy value" disabled={!there} text={() => valueText(there?.value ?? null)} />
      <CopyButton label="JSONPath" what="is copied" disabled={!there} text={() => jsonPathOf(there?.path ?? [])} />
      <CopyButton label="Pointer" what="is copied" disabled={!there} text={() => pointerOf(there?.path ?? [])} />
      <p id={hintId} className={styles.pathHint}>
        {there
          ? ''
          : path === null
            ? 'This is no path, such as $.items[0].name or /items/0/name.'
            : 'Nothing is there.'}
      </p>
    </div>
  )
}

/** A string as its own text, everything else as JSON. */
function valueText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
