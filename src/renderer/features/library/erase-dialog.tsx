import { useEffect, useRef, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import { byteText } from '#shared/files/attachment-limits'
import type { EraseFacts, RemovedPrompt } from '#shared/library/library'
import type { Host } from '../../host/host.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { countText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './library-dialogs.module.css'

type EraseDialogProps = {
  /** Prompts of the trash, at least one. */
  asked: readonly RemovedPrompt[]
  /** @param left What is in the trash then. */
  onErased: (left: RemovedPrompt[]) => void
  onCancel: () => void
}

type Facts = EraseFacts & { runs: number }

/** Asks once: there is no way back. Says what goes, and where else something of these prompts is still to be found. */
export function EraseDialog({ asked, onErased, onCancel }: EraseDialogProps) {
  const { host } = usePromptServices()
  const [facts, setFacts] = useState<Facts | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    factsOf(host, idsOf(asked)).then(setFacts, (error: unknown) => setProblem(toErrorData(error).message))
  }, [host, asked])
  const erase = () =>
    host
      .call('prompts.erase', { ids: idsOf(asked) })
      .then(onErased, (error: unknown) => setProblem(toErrorData(error).message))

  const [only] = asked
  const isOne = asked.length === 1
  const what = isOne ? `“${only?.name || 'Untitled'}”` : `${countText(asked.length)} prompts`
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title={`Delete ${what} for good?`}
      description={`What was saved, edits that were not${goingText(facts?.snapshots ?? 0)} are removed from the disk. There is no way back.`}
      size="medium"
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
          <Button danger disabled={!facts} onClick={() => void erase()}>
            Delete for good
          </Button>
        </>
      }
    >
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {facts && <Staying facts={facts} isOne={isOne} />}
    </Dialog>
  )
}

function Staying({ facts: { runs, files }, isOne }: { facts: Facts; isOne: boolean }) {
  const folder = usePromptServices().prompts.getState().library?.folder ?? ''
  return (
    <div className={styles.staying}>
      <p>What stays:</p>
      <ul className={styles.reasons}>
        {runs > 0 && (
          <li>
            {countText(runs)} {runs === 1 ? 'run' : 'runs'} of {isOne ? 'it' : 'them'} in the history, which can be
            deleted there.
          </li>
        )}
        {files.length > 0 && (
          <li>
            {files.length === 1 ? 'A file' : `${countText(files.length)} files`} that {isOne ? 'it names' : 'they name'}
            . Other prompts and runs may name {files.length === 1 ? 'it' : 'them'}, too. Whoever wants{' '}
            {files.length === 1 ? 'it' : 'them'} gone deletes {files.length === 1 ? 'it' : 'them'} in{' '}
            <code className={styles.code}>{folder}</code>:
            <ul className={styles.reasons}>
              {files.map(({ name, file, bytes }) => (
                <li key={file}>
                  <bdi>{name}</bdi>, {byteText(bytes)}: <code className={styles.code}>{file}</code>
                </li>
              ))}
            </ul>
          </li>
        )}
        <li>What was exported, shared or copied, and other versions of the library, as in git or a backup.</li>
      </ul>
    </div>
  )
}

function goingText(snapshots: number): string {
  if (snapshots === 0) return ' and what can be undone'
  return `, what can be undone and ${countText(snapshots)} ${snapshots === 1 ? 'snapshot' : 'snapshots'}`
}

const idsOf = (prompts: readonly RemovedPrompt[]): string[] => prompts.map(({ id }) => id)

async function factsOf(host: Pick<Host, 'call'>, ids: string[]): Promise<Facts> {
  const counting = ids.map((promptId) => host.call('history.count', { choice: { filter: { promptId } } }))
  const [facts, counts] = await Promise.all([host.call('prompts.eraseFacts', { ids }), Promise.all(counting)])
  return { ...facts, runs: counts.reduce((sum, count) => sum + count, 0) }
}
