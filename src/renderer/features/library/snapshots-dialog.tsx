import { Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { toErrorData } from '#shared/app-error'
import type { Snapshot, SnapshotEntry } from '#shared/library'
import type { Prompt } from '#shared/prompt'
import { promptText } from '../../parts/diff/request-text.ts'
import { TextDiff } from '../../parts/diff/text-diff.tsx'
import { offerUndo } from '../../parts/prompt/offer-undo.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './snapshots-dialog.module.css'

/** The named states of the open prompt: taken, compared with the prompt as it is, brought back, renamed, deleted. */
export function SnapshotsDialog() {
  const services = usePromptServices()
  const { host, prompts, libraryDialog, toaster } = services
  const prompt = useStore(prompts, (state) => state.prompt)
  const promptId = prompt?.id ?? ''
  const [list, setList] = useState<SnapshotEntry[] | null>(null)
  const [shown, setShown] = useState<Snapshot | null>(null)
  const [renaming, setRenaming] = useState<string | null>(null)
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const close = () => libraryDialog.getState().show(null)
  const attempt = (work: Promise<unknown>) => {
    setProblem(null)
    work.catch((error: unknown) => setProblem(toErrorData(error).message))
  }
  const show = async (id: string) => setShown(await host.call('snapshots.get', { promptId, id }))
  useEffect(() => {
    host.call('snapshots.list', { promptId }).then(setList, (error: unknown) => setProblem(toErrorData(error).message))
  }, [host, promptId])
  if (!prompt) return null

  const take = async () => {
    const state = prompts.getState().settle()
    if (!state) return
    setList(
      await host.call('snapshots.take', { prompt: state, name: name.trim() || `Snapshot ${(list?.length ?? 0) + 1}` }),
    )
    setName('')
  }
  const remove = async (id: string) => {
    const snapshot = await host.call('snapshots.remove', { promptId, id })
    if (shown?.id === id) setShown(null)
    setList(await host.call('snapshots.list', { promptId }))
    const putBack = async () => setList(await host.call('snapshots.restore', { snapshot }))
    toaster.show(`“${snapshot.name}” is deleted.`, { label: 'Undo', onSelect: () => attempt(putBack()) })
  }
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
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              attempt(take())
            }}
          >
            <TextField
              label="Name of a new snapshot"
              value={name}
              onChange={setName}
              placeholder="Before the rewrite"
            />
            <Button type="submit">Take snapshot</Button>
          </form>
          {problem && (
            <p role="alert" className={styles.problem}>
              {problem}
            </p>
          )}
          <ul className={styles.list} aria-label="Snapshots">
            {list?.map((entry) => (
              <li key={entry.id} className={styles.row} data-shown={entry.id === shown?.id || undefined}>
                {renaming === entry.id ? (
                  <NameField
                    className={styles.name}
                    label="Snapshot name"
                    name={entry.name}
                    onDone={(typed) => {
                      setRenaming(null)
                      if (typed !== null)
                        attempt(host.call('snapshots.rename', { promptId, id: entry.id, name: typed }).then(setList))
                    }}
                  />
                ) : (
                  <button
                    type="button"
                    className={styles.name}
                    aria-current={entry.id === shown?.id ? 'true' : undefined}
                    onClick={() => attempt(show(entry.id))}
                  >
                    <span>{entry.name}</span>
                    <time dateTime={entry.takenAt} className={styles.time}>
                      {new Date(entry.takenAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}
                    </time>
                  </button>
                )}
                <IconButton
                  size="small"
                  label={`Rename ${entry.name}`}
                  icon={<Pencil size={14} />}
                  onClick={() => setRenaming(entry.id)}
                />
                <IconButton
                  size="small"
                  label={`Delete ${entry.name}`}
                  icon={<Trash2 size={14} />}
                  onClick={() => attempt(remove(entry.id))}
                />
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.diff}>
          <Difference shown={shown} prompt={prompt} isEmpty={list?.length === 0} />
        </div>
      </div>
    </Dialog>
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
