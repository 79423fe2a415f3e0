import { type ContentBlock, textOf } from '#shared/prompt/prompt'
import { blockKinds } from '../format.ts'
import { usePromptServices } from '../prompt-services.tsx'
import styles from './folded-content.module.css'

/** So many characters are more than a line holds. */
const lineLength = 300

/** A collapsed message: its first words, which open it again. */
export function FoldedContent({ id, content }: { id: string; content: string | ContentBlock[] }) {
  const { cards } = usePromptServices()
  const words = textOf(content).slice(0, lineLength).trim() || blockKinds(content) || 'empty'
  return (
    <button type="button" className={styles.folded} onClick={() => cards.getState().toggleCollapsed(id)}>
      {words}
    </button>
  )
}
