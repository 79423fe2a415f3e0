import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Snapshot } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import { promptText } from '../../parts/diff/request-text.ts'
import { TextDiff } from '../../parts/diff/text-diff.tsx'
import { offerUndo } from '../../parts/prompt/edits/offer-undo.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SnapshotRows } from './snapshot-rows.tsx'
import styles from './snapshots-dialog.module.css'
import { useSnapshots } from './use-snapshots.ts'

/** The named states of the open prompt: taken, compared with the prompt as it is, brought back, renamed, deleted. */
export function SnapshotsDialog() {
  const services = usePromptServices()
  const { prompts, libraryDialog } = services
  const prompt = useStore(prompts, (state) => state.prompt)
  const { list, shown, problem, ...snapshots } = useSnapshots(prompt?.id ?? '')
  const close = () => libraryDialog.getState().show(null)
  if (!prompt) return null

  const restore = ({ prompt: state, name: from }: Snapshot) => {
    const before = prompts.getState().settle()
    const asItWas = (present: Prompt): Prompt => ({ ...state, id: present.id, name: present.name })
    prompts.getState().edit(asItWas)
    close()
    offerUndo(services, `The prompt is as in “${from}”.`, (present) => before ?? present)
  }
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && close()}
      title="Snapshots"
      description={`Named states of “${prompt.name}”. They are kept beside the prompts, in the library’s folder “snapshots”.`}
      size="wide"
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            Close
          </Button>
          <Button disabled={!shown} onClick={() => shown && restore(shown)}>
            <RotateCcw size={14} aria-hidden /> Restore
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <div className={styles.side}>
          <TakeSnapshot onTake={snapshots.take} />
          {problem && (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          <SnapshotRows
            entries={list ?? []}
            shownId={shown?.id ?? null}
            onShow={snapshots.show}
            onRename={snapshots.rename}
            onRemove={snapshots.remove}
          />
        </div>
        <div className={styles.diff}>
          <Difference shown={shown} prompt={prompt} isEmpty={list?.length === 0} />
        </div>
      </div>
    </Dialog>
  )
}

function TakeSnapshot({ onTake }: { onTake: (name: string, onTaken: () => void) => void }) {
  const [name, setName] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onTake(name, () => setName(''))
      }}
    >
      <TextField label="Name of a new snapshot" value={name} onChange={setName} placeholder="Before the rewrite" />
      <Button type="submit">Take snapshot</Button>
    </form>
  )
}

function Difference({ shown, prompt, isEmpty }: { shown: Snapshot | null; prompt: Prompt; isEmpty: boolean }) {
  if (!shown)
    return (
      <p className={styles.none}>
        {isEmpty ? 'No snapshots yet.' : 'Choose a snapshot to compare it with the prompt.'}
      </p>
    )
  const [before, after] = [promptText({ ...shown.prompt, name: prompt.name }), promptText(prompt)]
  if (before === after) return <p className={styles.none}>No difference: the prompt is as in this snapshot.</p>
  return (
    <TextDiff
      label="Difference between the snapshot and the prompt"
      before={before}
      after={after}
      beforeLabel={shown.name}
      afterLabel="Now"
    />
  )
}
