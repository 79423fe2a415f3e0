import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { escapedTags } from '#shared/prompt/documents-text'
import type { VariableDocument } from '#shared/prompt/prompt'
import { groupedDigits } from '#shared/text/grouped-digits'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { PromptText } from '../../parts/prompt/text/prompt-text.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeDocuments } from './change-documents.ts'
import { FilePicker } from './file-picker.tsx'
import { readTextFile } from './read-text-file.ts'
import styles from './variables-drawer.module.css'

type DocumentsEditorProps = { name: string; documents: readonly VariableDocument[] }

/** The documents that stand for a variable, numbered as they are sent. */
export function DocumentsEditor({ name, documents }: DocumentsEditorProps) {
  const { prompts, toaster } = usePromptServices()
  const picker = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLOListElement>(null)
  const change = (make: (documents: readonly VariableDocument[]) => VariableDocument[]) =>
    prompts.getState().edit(changeDocuments(name, make))

  function addEmpty() {
    flushSync(() => change((present) => [...present, { title: '', text: '' }]))
    list.current?.querySelector<HTMLElement>(':scope > :last-child input')?.focus()
  }
  /** The one that comes in its place, or the last of all, has the focus then. */
  function remove(index: number) {
    flushSync(() => change((present) => present.toSpliced(index, 1)))
    const places = list.current?.children
    const next = places?.item(Math.min(index, places.length - 1)) ?? list.current?.parentElement
    next?.querySelector<HTMLElement>('input:not([type="file"]), button')?.focus()
  }
  async function addFiles(files: File[]) {
    const results = await Promise.allSettled(files.map(readTextFile))
    const read = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    if (read.length > 0) change((present) => [...present, ...read])
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }

  return (
    <div className={styles.documents}>
      <ol ref={list}>
        {documents.map((document, index) => (
          <Document
            // biome-ignore lint/suspicious/noArrayIndexKey: documents have no other identity
            key={index}
            name={name}
            document={document}
            index={index}
            isLast={index === documents.length - 1}
            change={change}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      {documents.length === 0 && <p className={styles.words}>No document yet: an empty list is sent.</p>}
      <div className={styles.add}>
        <Button variant="ghost" size="small" onClick={addEmpty}>
          + Document
        </Button>
        <Button variant="ghost" size="small" onClick={() => picker.current?.click()}>
          From files…
        </Button>
        <FilePicker
          ref={picker}
          multiple
          label={`Files for ${name}`}
          onFiles={(files) => reportFailure(toaster, addFiles(files))}
        />
      </div>
    </div>
  )
}

type DocumentProps = {
  name: string
  document: VariableDocument
  index: number
  isLast: boolean
  change: (make: (documents: readonly VariableDocument[]) => VariableDocument[]) => void
  onRemove: () => void
}

function Document({ name, document: { title, text }, index, isLast, change, onRemove }: DocumentProps) {
  const { prompts } = usePromptServices()
  const label = `document ${index + 1} of ${name}`
  const move = (to: number) =>
    change((present) => {
      const moved = present[index]
      return moved ? present.toSpliced(index, 1).toSpliced(to, 0, moved) : [...present]
    })
  const group = (field: string) => `variable:${name}:${index}:${field}`
  const setField = (field: 'title' | 'text', next: string) =>
    changeDocuments(name, (present) => present.map((one, at) => (at === index ? { ...one, [field]: next } : one)))
  const escaped = escapedTags(text)
  return (
    <li className={styles.document}>
      <div className={styles.about}>
        <span className={styles.number}>{index + 1}</span>
        <TextField
          className={styles.documentTitle}
          label={`Title of ${label}`}
          hideLabel
          value={title}
          placeholder="Title, not sent while empty"
          onChange={(next) => prompts.getState().edit(setField('title', next), group('title'))}
        />
        <span className={styles.uses}>{groupedDigits(text.length)} characters</span>
        <IconButton
          size="small"
          label={`Move ${label} up`}
          icon={<ArrowUp size={14} />}
          disabled={index === 0}
          onClick={() => move(index - 1)}
        />
        <IconButton
          size="small"
          label={`Move ${label} down`}
          icon={<ArrowDown size={14} />}
          disabled={isLast}
          onClick={() => move(index + 1)}
        />
        <IconButton size="small" label={`Remove ${label}`} icon={<X size={14} />} onClick={onRemove} />
      </div>
      <div className={styles.value}>
        <PromptText
          isValue
          label={`Text of ${label}`}
          group={group('text')}
          value={text}
          placeholder="Text"
          change={(next) => setField('text', next)}
        />
      </div>
      {escaped > 0 && (
        <p className={styles.words}>
          {escaped === 1 ? '1 tag' : `${escaped} tags`} that would end this document or begin another{' '}
          {escaped === 1 ? 'is' : 'are'} sent as <code>&amp;lt;document…&gt;</code>.
        </p>
      )}
    </li>
  )
}
