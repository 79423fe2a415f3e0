import { useStore } from 'zustand'
import type { ModelInfo } from '#shared/models/models'
import { usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { modelFacts } from './model-items.ts'
import styles from './model-row.module.css'
import { lifecycleText, listText, modelBadges, originText, retirementText } from './model-words.ts'

type ModelRowProps = { model: ModelInfo; value: string; models: readonly ModelInfo[] }

/** A model in the list: its name and id, what it holds and costs, what it takes, and what to know before choosing it. */
export function ModelRow({ model, value, models }: ModelRowProps) {
  const marks = [lifecycleText(model) ?? retirementText(model, new Date()), originText(model, models)]
  return (
    <span className={styles.model}>
      <span className={styles.line}>
        <span className={styles.name}>{model.displayName}</span>
        <span className={styles.facts}>{modelFacts(model).join(' · ')}</span>
      </span>
      <span className={styles.line}>
        <code className={styles.id}>{value}</code>
        <span className={styles.badges}>
          {modelBadges(model).map((badge) => (
            <span key={badge} className={styles.badge}>
              {badge}
            </span>
          ))}
        </span>
      </span>
      {marks.some((mark) => mark !== null) && (
        <span className={styles.marks}>{marks.filter((mark) => mark !== null).join(' · ')}</span>
      )}
    </span>
  )
}

/** Under the list: where it is from, and that it need not hold the id. */
export function ModelListNote() {
  const { models, live } = useStore(usePromptServices().context)
  return <>Any other id: type it and press Enter. {listText(models, live, new Date())}</>
}
