import { Suspense } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { lazyAtRest } from '../../../ui/lazy-part.ts'
import { systemPlace } from '../edits/prompt-edits.ts'
import { FindingNotes } from '../findings/finding-notes.tsx'
import { blockKinds } from '../format.ts'
import { usePrompt } from '../prompt-services.tsx'
import styles from './card.module.css'
import { ContentEditor } from './content-editor.tsx'
import { TokenShare } from './token-share.tsx'

// As with messages, nobody does anything to it at first sight.
const SystemTools = lazyAtRest(async () => (await import('./message-tools.tsx')).SystemTools)

export function SystemCard() {
  const system = usePrompt((prompt) => prompt.system)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a card in every browser
    <div
      role="group"
      aria-label="System prompt"
      data-prompt-field="system"
      className={classNames(styles.card, styles.system)}
    >
      <div className={styles.header}>
        <span className={styles.role}>System prompt</span>
        <span className={styles.hint}>{blockKinds(system)}</span>
        <span className={styles.grow} />
        <Suspense>
          <SystemTools system={system} />
        </Suspense>
        <TokenShare content={system} />
      </div>
      <ContentEditor
        place={systemPlace}
        content={system}
        label="System prompt"
        placeholder="Who the model is and what it must do. Empty: not sent."
      />
      <FindingNotes owner="system" className={styles.notes} />
    </div>
  )
}
