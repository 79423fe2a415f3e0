import { Ellipsis } from 'lucide-react'
import { useRef, useState } from 'react'
import type { VariableValue } from '#shared/prompt/prompt'
import { makeLiteral, renameVariable, setVariable } from '#shared/prompt/variables'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { PromptText } from '../../parts/prompt/text/prompt-text.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { DocumentsEditor } from './documents-editor.tsx'
import { FilePicker } from './file-picker.tsx'
import { readTextFile } from './read-text-file.ts'
import { nameProblem, type VariableEntry } from './variable-list.ts'
import styles from './variables-drawer.module.css'

type VariableRowProps = { entry: VariableEntry; entries: readonly VariableEntry[] }

/** One variable: its name, how often it is used, and its value. */
export function VariableRow({ entry, entries }: VariableRowProps) {
  const { name, uses, value } = entry
  const { prompts, toaster } = usePromptServices()
  const { edit } = prompts.getState()
  const [isRenaming, setRenaming] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const set = (next: VariableValue | null) => edit((prompt) => setVariable(prompt, name, next))

  function rename(to: string | null) {
    setRenaming(false)
    if (to === null) return
    const problem = nameProblem(to, entries)
    if (problem) toaster.show(problem)
    else edit((prompt) => renameVariable(prompt, name, to))
  }
  const takeFile = async ([file]: File[]) => {
    if (file) set((await readTextFile(file)).text)
  }

  return (
    <li className={styles.row} data-missing={value === null || undefined}>
      <div className={styles.about}>
        {isRenaming ? (
          <NameField label={`New name of ${name}`} name={name} className={styles.rename} onDone={rename} />
        ) : (
          <button type="button" className={styles.name} title="Rename everywhere" onClick={() => setRenaming(true)}>
            {name}
          </button>
        )}
        <span className={uses === 0 ? styles.warning : styles.uses}>{usesText(uses)}</span>
        {value === null && <span className={styles.warning}>no value</span>}
        <span className={styles.grow} />
        <Menu
          align="end"
          trigger={<IconButton size="small" label={`Actions for ${name}`} icon={<Ellipsis size={14} />} />}
          items={rowItems(entry, {
            rename: () => setRenaming(true),
            pickFile: () => picker.current?.click(),
            set,
            makeLiteral: () => edit((prompt) => makeLiteral(prompt, name)),
          })}
        />
        <FilePicker
          ref={picker}
          label={`File for ${name}`}
          onFiles={(files) => reportFailure(toaster, takeFile(files))}
        />
      </div>
      {typeof value === 'object' && value !== null ? (
        <DocumentsEditor name={name} documents={value.documents} />
      ) : (
        <div className={styles.value}>
          <PromptText
            label={`Value of ${name}`}
            group={`variable:${name}`}
            isValue
            value={value ?? ''}
            placeholder={value === null ? `No value: sent as {{${name}}}` : 'Empty: nothing is sent in its place'}
            change={(text) => (prompt) => setVariable(prompt, name, text)}
          />
        </div>
      )}
    </li>
  )
}

const usesText = (uses: number) => (uses === 0 ? 'not used' : uses === 1 ? '1 use' : `${uses} uses`)

type RowActions = {
  rename: () => void
  pickFile: () => void
  set: (value: VariableValue | null) => void
  makeLiteral: () => void
}

function rowItems({ name, uses, value }: VariableEntry, actions: RowActions): (MenuItem | 'separator')[] {
  const { rename, pickFile, set, makeLiteral: literal } = actions
  const text = typeof value === 'string' ? value : ''
  const isList = typeof value === 'object' && value !== null
  const other: MenuItem = isList
    ? { label: 'One text', onSelect: () => set(value.documents.map((document) => document.text).join('\n\n')) }
    : {
        label: 'List of documents',
        onSelect: () => set({ documents: text === '' ? [] : [{ title: '', text }] }),
      }
  return [
    { label: 'Rename everywhere', onSelect: rename },
    { label: 'Value from a file…', detail: 'UTF-8 text, at most 5 MB', onSelect: pickFile },
    other,
    ...(value === null ? [{ label: 'Empty value', onSelect: () => set('') }] : []),
    ...(uses > 0 ? [{ label: 'Send as text', detail: `\\{{${name}}}`, onSelect: literal }] : []),
    ...(value === null
      ? []
      : ['separator' as const, { label: 'Remove value', danger: true, onSelect: () => set(null) }]),
  ]
}
