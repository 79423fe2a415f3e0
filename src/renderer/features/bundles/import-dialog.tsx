import { useState } from 'react'
import { toErrorData } from '#shared/app-error'
import type { BundleContents, BundleItem } from '#shared/library/bundle'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { aboutText, fateText, kindTitles, secretText, withKey } from './bundle-words.ts'
import styles from './bundles.module.css'
import type { BundlesStore } from './bundles-store.ts'

type ImportDialogProps = { bundles: BundlesStore; contents: BundleContents; onImported: () => void }

/** What is in a bundle and what becomes of it. Nothing is written before it is agreed to. */
export function ImportDialog({ bundles, contents, onImported }: ImportDialogProps) {
  const { prompts, toaster } = usePromptServices()
  const [failure, setFailure] = useState<string | null>(null)
  const [isTaking, setIsTaking] = useState(false)
  const { take, close } = bundles.getState()
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set())
  const { items, notes, secrets } = contents
  const isOpen = items.some((item) => item.secrets.length > 0 && !without.has(item.key))
  const isNothingNew = items.every(({ kind, fate }) => kind === 'file' || fate.is === 'known')

  const importAll = async () => {
    setIsTaking(true)
    try {
      const { promptId, name, added } = await take([...without])
      close()
      onImported()
      toaster.show(added === 0 ? 'Everything in the bundle was here already.' : `“${name || 'Untitled'}” is imported.`)
      reportFailure(toaster, prompts.getState().open(promptId))
    } catch (error) {
      setFailure(toErrorData(error).message)
      setIsTaking(false)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={close}
      title="Import a bundle"
      description="Somebody may have made this file. Nothing is written before you choose Import; then all of it is, or nothing."
      size="medium"
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button disabled={isTaking || isOpen} onClick={() => void importAll()}>
            {isNothingNew ? 'Open the prompt' : 'Import'}
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        {kindTitles.map(({ kind, title }) => (
          <ItemGroup
            key={kind}
            title={title}
            items={items.filter((item) => item.kind === kind)}
            without={without}
            onLeave={(key, isLeft) => setWithout(withKey(without, key, isLeft))}
          />
        ))}
        {notes.length > 0 && (
          <Notice tone="warning">
            Left out or missing:
            <ul className={styles.notes} aria-label="Left out or missing">
              {/* biome-ignore-start lint/suspicious/noArrayIndexKey: two notes of a file may be the same */}
              {notes.map((note, index) => (
                <li key={index}>{note}</li>
              ))}
              {/* biome-ignore-end lint/suspicious/noArrayIndexKey: two notes of a file may be the same */}
            </ul>
          </Notice>
        )}
        {secrets.length > 0 && (
          <Notice tone="warning">
            This looks secret:
            <ul className={styles.notes} aria-label="Looks secret">
              {secrets.map((secret) => (
                <li key={secretText(secret)}>{secretText(secret)}</li>
              ))}
            </ul>
          </Notice>
        )}
        {failure && <Notice tone="error">{failure}</Notice>}
      </div>
    </Dialog>
  )
}

type ItemGroupProps = {
  title: string
  items: readonly BundleItem[]
  without: ReadonlySet<string>
  onLeave: (key: string, isLeft: boolean) => void
}

function ItemGroup({ title, items, without, onLeave }: ItemGroupProps) {
  if (items.length === 0) return null
  return (
    <section className={styles.group} aria-label={title}>
      <h3 className={styles.legend}>{title}</h3>
      <ul>
        {items.map((item) => {
          const { key, name, secrets } = item
          const fate = without.has(key) ? 'left out' : fateText(item)
          return (
            <li key={key}>
              <div className={styles.item}>
                <span className={styles.name} title={name}>
                  <bdi>{name}</bdi>
                  {fate && <span className={styles.fate}> {fate}</span>}
                </span>
                <span className={styles.about}>{aboutText(item)}</span>
              </div>
              {secrets.length > 0 && (
                <Notice tone="warning">
                  It holds a secret ({secrets.join(', ')}), and a library keeps none.
                  <label className={styles.choice}>
                    <input
                      type="checkbox"
                      checked={without.has(key)}
                      onChange={({ target }) => onLeave(key, target.checked)}
                    />
                    Leave “{name}” out
                  </label>
                </Notice>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
