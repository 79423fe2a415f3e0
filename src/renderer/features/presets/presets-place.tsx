// What of the presets is there at first sight: their names. The rest is loaded when the page rests.
import { Suspense } from 'react'
import { useStore } from 'zustand'
import { lazyAtRest, lazyPart } from '../../ui/lazy-part.ts'
import styles from './presets-list.module.css'
import type { PresetsStore } from './presets-store.ts'

const PresetsList = lazyAtRest(async () => (await import('./presets-list.tsx')).PresetsList)
const ApplyPresetMenu = lazyAtRest(async () => (await import('./apply-preset-menu.tsx')).ApplyPresetMenu)
const PresetOffers = lazyAtRest(async () => (await import('./preset-offers.tsx')).PresetOffers)
const PresetDialogs = lazyPart(async () => (await import('./preset-dialogs.tsx')).PresetDialogs)

/** The section of the navigator. Its names stand where they stay. */
export function PresetsSection({ presets }: { presets: PresetsStore }) {
  return (
    <Suspense fallback={<Names presets={presets} />}>
      <PresetsList presets={presets} />
    </Suspense>
  )
}

function Names({ presets }: { presets: PresetsStore }) {
  const entries = useStore(presets, (state) => state.entries)
  return (
    <section aria-labelledby="presets-heading">
      <div className={styles.heading}>
        <h2 id="presets-heading">Presets</h2>
      </div>
      <ul className={styles.list}>
        {entries.map(({ id, name }) => (
          <li key={id} className={styles.row}>
            <span className={styles.name}>
              <span className={styles.text}>{name}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The presets where they are of use: beside the settings. `onSave` opens the form that makes a new one. */
export function ApplyPreset({ presets, onSave }: { presets: PresetsStore; onSave: () => void }) {
  return (
    <Suspense>
      <ApplyPresetMenu presets={presets} onSave={onSave} />
    </Suspense>
  )
}

/** Where the dialogs of presets appear: put once into the page. They are loaded when the first one opens. */
export function PresetDialogPlace({ presets }: { presets: PresetsStore }) {
  const isOpen = useStore(presets, ({ dialog }) => dialog !== null)
  return (
    <>
      <Suspense>
        <PresetOffers presets={presets} />
      </Suspense>
      <Suspense>{isOpen && <PresetDialogs presets={presets} />}</Suspense>
    </>
  )
}
