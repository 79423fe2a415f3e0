import { RotateCcw, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import type { Host } from '../../host/host.ts'
import { type ActionName, actions } from '../../parts/keymap/actions.ts'
import { readKey } from '../../parts/keymap/key-text.ts'
import type { Bindings, ListedAction } from '../../parts/keymap/keymap.ts'
import { type Refusal, refusalOf, withDefault, withKey, withoutKeys } from '../../parts/keymap/rebinding.ts'
import { useContextKeymap } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { isComposing } from '../../ui/is-composing.ts'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './keyboard-panel.module.css'

/** Said below the row that it is about. */
type Note = { name: ActionName; text: string; take: string | null }

/** The key of every action, and how to give it another one. */
export function KeyboardPanel({ host }: { host: Pick<Host, 'call'> }) {
  const keymap = useContextKeymap()
  const bindings = useSyncExternalStore(keymap.subscribe, keymap.bindings)
  const { toaster } = usePromptServices()
  const [recording, setRecording] = useState<ActionName | null>(null)
  const [note, setNote] = useState<Note | null>(null)
  const list = keymap.list()
  const groups = [...new Set(list.map(({ group }) => group))]

  const panel = useRef<HTMLDivElement>(null)
  /** @param name The action whose keys were changed: what was pressed for it may be gone or of no use now. */
  function save(next: Bindings, name?: ActionName) {
    flushSync(() => {
      keymap.rebind(next)
      setNote(null)
    })
    const row = name === undefined ? panel.current : panel.current?.querySelector(`[data-action="${name}"]`)
    row?.querySelector<HTMLElement>('[aria-pressed]')?.focus()
    const keys = Object.fromEntries(Object.entries(next).map(([name, chosen]) => [name, [...chosen]]))
    reportFailure(toaster, host.call('settings.set', { keys }))
  }
  function take(name: ActionName, key: string) {
    setRecording(null)
    const refusal = refusalOf(keymap, name, key)
    if (refusal) setNote({ name, text: `${keymap.print(key)}: ${refusal.reason}`, take: takeable(refusal, key) })
    else save(withKey(keymap, name, key), name)
  }
  function reset(name: ActionName) {
    const { bindings: next, lost } = withDefault(keymap, name)
    save(next, name)
    const [other] = lost
    if (other) setNote({ name, text: `Its key is with “${actions[other].label}”. Reset that, too.`, take: null })
  }

  return (
    <div ref={panel} className={styles.panel}>
      <div className={styles.top}>
        <p>Press a key to change it. In texts, undo and redo work with their usual keys as well.</p>
        <Button size="small" disabled={Object.keys(bindings).length === 0} onClick={() => save({})}>
          Reset all
        </Button>
      </div>
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h3 className={styles.heading}>{group}</h3>
          <ul>
            {list
              .filter((action) => action.group === group)
              .map((action) => (
                <li key={action.name} data-action={action.name} className={styles.row}>
                  <span className={styles.label}>{action.label}</span>
                  <KeyButton
                    action={action}
                    isRecording={recording === action.name}
                    onRecord={(isOn) => {
                      setNote(null)
                      setRecording(isOn ? action.name : null)
                    }}
                    onKey={(key) => take(action.name, key)}
                  />
                  <IconButton
                    size="small"
                    label={`No key for ${action.label}`}
                    icon={<X size={13} />}
                    disabled={action.shortcuts.length === 0}
                    onClick={() => save(withoutKeys(keymap, action.name), action.name)}
                  />
                  <IconButton
                    size="small"
                    label={`Reset ${action.label}`}
                    icon={<RotateCcw size={13} />}
                    disabled={bindings[action.name] === undefined}
                    onClick={() => reset(action.name)}
                  />
                  {note?.name === action.name && (
                    <p role="alert" className={styles.note}>
                      {note.text}{' '}
                      {note.take !== null && (
                        <Button
                          variant="link"
                          onClick={() =>
                            note.take !== null && save(withKey(keymap, action.name, note.take), action.name)
                          }
                        >
                          Use it here instead
                        </Button>
                      )}
                    </p>
                  )}
                </li>
              ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

const takeable = (refusal: Refusal, key: string) => (refusal.kind === 'taken' ? key : null)

type KeyButtonProps = {
  action: ListedAction
  isRecording: boolean
  onRecord: (isOn: boolean) => void
  onKey: (key: string) => void
}

/** Prints the keys; pressed, it takes the next key that is pressed on it. Esc and leaving it change nothing. */
function KeyButton({ action: { label, shortcuts }, isRecording, onRecord, onKey }: KeyButtonProps) {
  const keymap = useContextKeymap()
  // Part of the name as it stands, so that who speaks to the computer can say what is seen.
  const printed = shortcuts.join(' or ') || 'No key'
  function record(event: KeyboardEvent) {
    if (!isRecording || isComposing(event)) return
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return onRecord(false)
    const key = readKey(event.nativeEvent, keymap.options.usesCommandKey)
    if (key !== null) onKey(key)
  }
  return (
    <Button
      size="small"
      className={styles.keys}
      aria-label={isRecording ? `Press a key… for ${label}; Esc leaves it` : `Key of ${label}: ${printed}`}
      aria-pressed={isRecording}
      onClick={() => onRecord(!isRecording)}
      onBlur={() => isRecording && onRecord(false)}
      onKeyDown={record}
    >
      {isRecording ? 'Press a key…' : <Kbd>{printed}</Kbd>}
    </Button>
  )
}
