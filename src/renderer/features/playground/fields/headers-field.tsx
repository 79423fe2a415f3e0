import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { FieldNotes } from '../settings/field-notes.tsx'
import { CommitField } from './commit-field.tsx'
import panel from './field-panel.module.css'
import { renamedHeader, withHeader, withoutHeader } from './header-edits.ts'

/** Headers of the prompt's own. A name takes effect when its field is left, so that half of one never takes another's place. */
export function HeadersField() {
  const { prompts } = usePromptServices()
  const { edit } = prompts.getState()
  const headers = usePrompt((prompt) => prompt.headers)
  const entries = Object.entries(headers ?? {})
  const isTaken = (text: string, own: string) =>
    entries.some(([name]) => name !== own && name.toLowerCase() === text.toLowerCase())
  const group = useRef<HTMLDivElement>(null)
  function add() {
    flushSync(() => edit(withHeader('', '')))
    // The last row: its name, its value. The button has gone off, and would take the focus with it.
    const [name] = [...(group.current?.querySelectorAll('input') ?? [])].slice(-2)
    name?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has looks of its own
    <div ref={group} role="group" aria-label="Headers" className={panel.block}>
      <span className={panel.blockTitle}>Headers</span>
      <span className={panel.hint}>
        Sent with runs and token counts. Never credentials: those belong to the connection.
      </span>
      {entries.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header that is renamed stays the same row
        <div key={index} className={panel.header}>
          <CommitField
            label="Header name"
            hideLabel
            value={name}
            placeholder="name"
            problemOf={(text) => (isTaken(text, name) ? 'There is a header of this name already.' : null)}
            onDone={(next) => edit(renamedHeader(name, next))}
          />
          <TextField
            label={`Value of ${name || 'the header'}`}
            hideLabel
            value={value}
            placeholder="value"
            spellCheck={false}
            onChange={(next) => edit(withHeader(name, next), `header:${name}`)}
          />
          <IconButton
            size="small"
            label={`Remove ${name || 'the header'}`}
            icon={<X size={14} />}
            onClick={() => edit(withoutHeader(name))}
          />
        </div>
      ))}
      <Button
        variant="ghost"
        size="small"
        className={panel.add}
        disabled={headers !== undefined && '' in headers}
        onClick={add}
      >
        <Plus size={14} aria-hidden /> Header
      </Button>
      <FieldNotes field="headers" />
    </div>
  )
}
