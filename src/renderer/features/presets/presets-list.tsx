import { Ellipsis, FileDown, FileUp, PackagePlus } from 'lucide-react'
import { useRef } from 'react'
import { useStore } from 'zustand'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useDrops } from '../../ui/use-drag.ts'
import { PresetRow } from './preset-row.tsx'
import styles from './presets-list.module.css'
import type { PresetsStore } from './presets-store.ts'
import { SavePresetButton } from './save-preset-button.tsx'
import { usePresetActions } from './use-preset-actions.ts'

/** The presets in the person's own order. Up and Down move between them; Alt with them moves the preset. */
export function PresetsList({ presets }: { presets: PresetsStore }) {
  const entries = useStore(presets, (state) => state.entries)
  const actions = usePresetActions(presets)
  const { toaster } = usePromptServices()
  const list = useRef<HTMLUListElement>(null)
  const file = useRef<HTMLInputElement>(null)
  useDrops(list, 'preset', actions.moveTo)
  return (
    <section aria-labelledby="presets-heading">
      <div className={styles.heading}>
        <h2 id="presets-heading">Presets</h2>
        <span className={styles.tools}>
          <Menu
            align="end"
            trigger={<IconButton size="small" label="More for presets" icon={<Ellipsis size={14} />} />}
            items={[
              { label: 'Import…', icon: <FileUp size={14} />, onSelect: () => file.current?.click() },
              {
                label: 'Export all',
                icon: <FileDown size={14} />,
                disabled: entries.length === 0,
                onSelect: () => actions.exportFile(entries.map(({ id }) => id)),
              },
              {
                label: 'Add the built-in ones',
                icon: <PackagePlus size={14} />,
                onSelect: () => reportFailure(toaster, presets.getState().addBuiltIn()),
              },
            ]}
          />
          <SavePresetButton presets={presets} />
        </span>
      </div>
      {entries.length === 0 && <p className={styles.none}>Save parts of a prompt here, to lay them over others.</p>}
      <ul ref={list} className={styles.list} data-own-commands>
        {entries.map((entry) => (
          <PresetRow key={entry.id} entry={entry} actions={actions} />
        ))}
      </ul>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label="Preset file"
        onChange={({ target }) => {
          actions.importFile(target.files?.[0])
          // The same file may be chosen again.
          target.value = ''
        }}
      />
    </section>
  )
}
