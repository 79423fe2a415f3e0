import { sentTools } from '#shared/prompt/tools'
import { usePrompt } from '../../parts/prompt/prompt-services.tsx'
import styles from './json-request.module.css'

/** What this view shows of the request and what not. */
export function JsonNotes() {
  const muted = usePrompt(({ messages }) => messages.filter(({ muted: isMuted }) => isMuted).length)
  const disabled = usePrompt((prompt) => {
    const { tools } = prompt.settings
    return Array.isArray(tools) ? tools.length - sentTools(prompt).length : 0
  })
  const kept = [counted(muted, 'muted message'), counted(disabled, 'disabled tool')].filter((words) => words !== null)
  return (
    <p className={styles.notes}>
      Variables unfilled, files by reference; <code>stream</code> is always true.
      {kept.length > 0 && ` Kept and not sent: ${kept.join(', ')}.`}
    </p>
  )
}

function counted(count: number, what: string): string | null {
  return count === 0 ? null : `${count} ${what}${count === 1 ? '' : 's'}`
}
