import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { findModel } from '#shared/models/models'
import { promptFromStarter, type Starter, starters } from '#shared/prompt/starters'
import { focusWhenThere } from '../../parts/prompt/list/focus-when-there.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './starters-dialog.module.css'

/** Makes a new prompt out of one that shows how something is done. The open prompt stays in the library as it is. */
export function StartersDialog({ onClose }: { onClose: () => void }) {
  const services = usePromptServices()
  const { prompts, toaster, announce } = services
  const [isMaking, setMaking] = useState(false)
  function choose(starter: Starter) {
    if (isMaking) return
    setMaking(true)
    const prompt = promptFromStarter(starter, () => crypto.randomUUID())
    const made = prompts.getState().create(prompt)
    reportFailure(
      toaster,
      made
        .finally(() => setMaking(false))
        .then(() => {
          // Only now: what is typed behind the dialog before would go to the prompt that is being left.
          flushSync(onClose)
          announce(`New prompt: ${prompt.name}.`)
          // Behind the dialog's last act, which gives the focus back to its button.
          setTimeout(() => focusWhenThere(services, prompt.messages[0]?.id ?? ''))
        }),
    )
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New from a starter"
      description="Each one runs as it is, on the simulator too. It becomes a new prompt in the library."
      size="large"
    >
      <ul className={styles.list}>
        {starters.map((starter) => (
          <li key={starter.id}>
            <StarterCard starter={starter} onChoose={() => choose(starter)} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function StarterCard({ starter: { title, why, prompt }, onChoose }: { starter: Starter; onChoose: () => void }) {
  const { context } = usePromptServices()
  const model = useStore(context, ({ models }) => findModel(models, prompt.model)?.displayName ?? prompt.model)
  return (
    <button type="button" className={styles.card} onClick={onChoose}>
      <b className={styles.title}>{title}</b>
      <span className={styles.why}>{why}</span>
      <span className={styles.model}>{model}</span>
    </button>
  )
}
