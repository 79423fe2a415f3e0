import { useStore } from 'zustand'
import type { Theme } from '#shared/settings'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './settings.module.css'

const themes: { value: Theme; label: string }[] = [
  { value: 'system', label: 'Like the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

export function AppearancePanel({ layout }: { layout: LayoutStore }) {
  const { theme, setTheme } = useStore(layout)
  return (
    <div className={styles.row}>
      <span>Theme</span>
      <Segmented label="Theme" options={themes} value={theme} onChange={setTheme} />
    </div>
  )
}
