import { type ReactNode, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import { byteText } from '#shared/files/attachment-limits'
import { type BundlePart, sharedKeys } from '#shared/library/bundle'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { saveText } from '../../ui/save-text.ts'
import { aboutText, kindTitles, secretText, withKey } from './bundle-words.ts'
import styles from './bundles.module.css'
import type { BundlesStore, SharePlan } from './bundles-store.ts'
import { RunSearchField } from './run-search-field.tsx'

type ShareDialogProps = { bundles: BundlesStore; plan: SharePlan }

/** Chooses what goes along with a prompt. What looks secret is agreed to part by part, or stays. */
export function ShareDialog({ bundles, plan: { prompt, parts, runs } }: ShareDialogProps) {
  const { toaster } = usePromptServices()
  const [keys, setKeys] = useState<ReadonlySet<string>>(() => new Set(firstChoice(parts)))
  const [agreed, setAgreed] = useState<ReadonlySet<string>>(new Set())
  const [withAddresses, setWithAddresses] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const { pack, close } = bundles.getState()
  const shared = sharedKeys(parts, keys)
  const chosen = parts.filter(({ key }) => shared.has(key))
  const isOpen = chosen.some(({ key, secrets }) => secrets.length > 0 && !agreed.has(key))
  const isRefused = parts[0]?.fault !== null
  const addresses = [...new Set(chosen.flatMap(({ address }) => address ?? []))]
  const leftOut = [...new Set(chosen.flatMap((part) => part.leftOut))]
  // A file goes along with what refers to it.
  const needed = new Set(chosen.flatMap(({ files }) => files))
  // What is chosen stays in sight, whatever is searched for.
  const listed = new Set([...parts.flatMap(({ key }) => (keys.has(key) ? [key] : [])), ...runs.keys])
  const isShown = ({ kind, key }: BundlePart) =>
    (kind !== 'file' || needed.has(key)) && (kind !== 'run' || listed.has(key))
  const shown = parts.filter(isShown).toSorted((one, other) => (other.at ?? '').localeCompare(one.at ?? ''))

  const save = () =>
    pack({ prompt, keys: [...shared], agreed: [...agreed], withAddresses }).then(
      ({ fileName, text }) => {
        saveText(fileName, text)
        close()
        toaster.show(`${fileName} is saved.`)
      },
      (error: unknown) => setFailure(toErrorData(error).message),
    )

  return (
    <Dialog
      open
      onOpenChange={close}
      title={`Share “${prompt.name || 'Untitled'}”`}
      description="One file, which another Antiphon imports. Keys of connections, stars, notes and wire logs never go along."
      size="medium"
      footer={
        <>
          <span className={styles.total}>{byteText(chosen.reduce((sum, { bytes }) => sum + bytes, 0))} in all</span>
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button disabled={isOpen || isRefused} onClick={() => void save()}>
            Save as file
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {kindTitles.map(({ kind, title }) => (
          <PartGroup
            key={kind}
            title={title}
            parts={shown.filter((part) => part.kind === kind)}
            keys={keys}
            agreed={agreed}
            onChoose={(key, isChosen) => setKeys(withKey(keys, key, isChosen))}
            onAgree={(key, isAgreed) => setAgreed(withKey(agreed, key, isAgreed))}
          >
            {kind === 'run' && <RunSearchField bundles={bundles} runs={runs} onFailure={setFailure} />}
          </PartGroup>
        ))}
        {addresses.length > 0 && (
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={withAddresses}
              onChange={({ target }) => setWithAddresses(target.checked)}
            />
            Say where the runs went: {addresses.slice(0, 3).join(', ')}
          </label>
        )}
        {leftOut.length > 0 && (
          <Notice>
            Left out:
            <ul className={styles.notes}>
              {leftOut.slice(0, 20).map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </Notice>
        )}
        {failure && <Notice tone="error">{failure}</Notice>}
      </div>
    </Dialog>
  )
}

type PartGroupProps = {
  title: string
  parts: readonly BundlePart[]
  keys: ReadonlySet<string>
  agreed: ReadonlySet<string>
  onChoose: (key: string, isChosen: boolean) => void
  onAgree: (key: string, isAgreed: boolean) => void
  /** Stands above the parts. */
  children: ReactNode
}

function PartGroup({ title, parts, keys, agreed, onChoose, onAgree, children }: PartGroupProps) {
  if (parts.length === 0 && !children) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {children}
      {parts.map((part) => {
        const isChosen = keys.has(part.key) && part.fault === null
        return (
          <div key={part.key}>
            <label className={styles.part}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={part.kind === 'prompt' || part.fault !== null}
                onChange={({ target }) => onChoose(part.key, target.checked)}
              />
              <span className={styles.name} title={part.name}>
                {part.name}
              </span>
              <span className={styles.about}>{aboutText(part)}</span>
            </label>
            {part.fault !== null && <p className={styles.fault}>{part.fault}</p>}
            {isChosen && part.secrets.length > 0 && (
              <Notice tone="warning">
                This looks secret:
                <ul className={styles.notes}>
                  {part.secrets.map((secret) => (
                    <li key={secretText(secret)}>{secretText(secret)}</li>
                  ))}
                </ul>
                <label className={styles.choice}>
                  <input
                    type="checkbox"
                    checked={agreed.has(part.key)}
                    onChange={({ target }) => onAgree(part.key, target.checked)}
                  />
                  Share “{part.name}” with it
                </label>
              </Notice>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

/** The prompt with its own files. */
function firstChoice(parts: readonly BundlePart[]): string[] {
  return parts.filter(({ kind }) => kind === 'prompt' || kind === 'file').map(({ key }) => key)
}
