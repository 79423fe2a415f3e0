import { X } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { setVariablesOff } from '#shared/prompt/variables'
import { createMemory } from '#shared/rules/memory'
import { useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { listSummary, variableList } from './variable-list.ts'
import { VariableRow } from './variable-row.tsx'
import styles from './variables-drawer.module.css'

/** The variables of the open prompt, found in its texts: their values, and what is done with them. */
export function VariablesDrawer({ onClose }: { onClose: () => void }) {
  const { prompts } = usePromptServices()
  // Typing in a text is never held up by the list that is read from it.
  const prompt = useDeferredValue(usePrompt((present) => present))
  const [memory] = useState(createMemory)
  const entries = useMemo(
    () => variableList(prompt, (object, read) => memory.recall('uses', object, read)),
    [prompt, memory],
  )
  const isOff = usePrompt(({ variables }) => variables?.off ?? false)
  const drawer = useFocusAtFirst()
  return (
    <section ref={drawer} className={styles.drawer} aria-label="Variables" data-drawer>
      <header className={styles.header}>
        <h2 className={styles.title}>Variables</h2>
        <span className={styles.summary}>{entries.length > 0 && listSummary(entries)}</span>
        <Switch
          label="Fill in"
          checked={!isOff}
          onChange={(isOn) => prompts.getState().edit((present) => setVariablesOff(present, !isOn))}
        />
        <IconButton
          size="small"
          label="Close variables"
          icon={<X size={14} />}
          shortcut={useShortcut('toggleVariables')}
          onClick={onClose}
        />
      </header>
      {isOff && <p className={styles.words}>Off for this prompt: braces are sent as they stand.</p>}
      {entries.length === 0 && (
        <p className={styles.words}>
          Write <code>{'{{name}}'}</code> in any text of this prompt and it is listed here. <code>{'\\{{name}}'}</code>{' '}
          is sent as <code>{'{{name}}'}</code>.
        </p>
      )}
      <ul className={styles.rows}>
        {entries.map((entry) => (
          <VariableRow key={entry.name} entry={entry} entries={entries} />
        ))}
      </ul>
    </section>
  )
}

/** The focus goes to the first value when the drawer was opened by the key or its button, and back when it closes. */
function useFocusAtFirst() {
  const drawer = useRef<HTMLElement>(null)
  useEffect(() => {
    const { activeElement: before } = document
    // Opened together with the window nobody has asked for it.
    if (before === null || before === document.body) return
    const first = drawer.current?.querySelector<HTMLElement>('[role="textbox"], textarea')
    ;(first ?? drawer.current?.querySelector<HTMLElement>('input'))?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return drawer
}
