import type { ReactNode } from 'react'
import type { Finding } from '#shared/rules/finding'
import { FindingNotes } from '../../../parts/prompt/findings/finding-notes.tsx'
import { classNames } from '../../../ui/class-names.ts'
import styles from './settings-panel.module.css'

export type SettingState = 'not sent' | 'set' | 'refused here'

/** What is not sent cannot be refused, whatever was found about its field. */
export function settingState(isSet: boolean, findings: readonly Finding[]): SettingState {
  if (!isSet) return 'not sent'
  return findings.some(({ severity }) => severity === 'error') ? 'refused here' : 'set'
}

type SettingRowProps = {
  title: string
  /** The API's own name of the field, which is also the owner of its findings. */
  field: string
  state: SettingState
  /** Sets the field, or leaves it out; `null` where the API requires it. */
  onToggle: (() => void) | null
  children: ReactNode
}

/** One setting in its three states. What is refused keeps its value and its controls, and says why below. */
export function SettingRow({ title, field, state, onToggle, children }: SettingRowProps) {
  return (
    <div className={styles.row} data-state={state} data-prompt-field={field}>
      <span className={styles.title}>
        {title} <code className={styles.field}>{field}</code>
      </span>
      {children}
      {onToggle ? (
        <button
          type="button"
          className={styles.state}
          aria-label={`${title}: ${state}`}
          title={state === 'not sent' ? 'Click to set it' : 'Click not to send it'}
          onClick={onToggle}
        >
          {state}
        </button>
      ) : (
        <span className={classNames(styles.state, styles.fixedState)} title="The API requires this field.">
          {state}
        </span>
      )}
      <FindingNotes owner={field} className={styles.reason} />
    </div>
  )
}
