import { Keyboard, Monitor, Moon, PanelLeft, Search, Settings, Sun } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { useStore } from 'zustand'
import type { Theme } from '#shared/settings'
import { useContextKeymap, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { PromptName } from './prompt-name.tsx'
import { SavedState } from './saved-state.tsx'
import styles from './title-bar.module.css'

type TitleBarProps = {
  layout: LayoutStore
  isNavigatorOpen: boolean
  navigatorButton: Ref<HTMLButtonElement>
  onToggleNavigator: () => void
  isRenaming: boolean
  onRenaming: (isRenaming: boolean) => void
  onShare: () => void
  onRuns: () => void
  onOpenSettings: () => void
  onShowShortcuts: () => void
  codeButton: ReactNode
  runButton: ReactNode
}

export function TitleBar(props: TitleBarProps) {
  const { layout, isNavigatorOpen, navigatorButton, onToggleNavigator, codeButton, runButton, ...others } = props
  const { onOpenSettings, onShowShortcuts, ...renaming } = others
  const keymap = useContextKeymap()
  return (
    <header className={styles.bar} data-pane>
      <h1 className={styles.mark}>
        <span aria-hidden className={styles.user} />
        <span aria-hidden className={styles.assistant} />
        <VisuallyHidden>Antiphon</VisuallyHidden>
      </h1>
      <PromptName {...renaming} />
      <SavedState />
      <span className={styles.grow} />
      <span className={styles.actions}>
        <IconButton
          ref={navigatorButton}
          label="Navigator"
          aria-pressed={isNavigatorOpen}
          tooltip={isNavigatorOpen ? 'Hide the navigator' : 'Show the navigator'}
          icon={<PanelLeft size={16} />}
          shortcut={useShortcut('toggleNavigator')}
          onClick={onToggleNavigator}
        />
        <IconButton
          label="Find a command"
          data-own-commands
          icon={<Search size={16} />}
          shortcut={useShortcut('openPalette')}
          onClick={() => keymap.perform('openPalette')}
        />
        <IconButton
          label="Keyboard shortcuts"
          icon={<Keyboard size={16} />}
          shortcut={useShortcut('showShortcuts')}
          onClick={onShowShortcuts}
        />
        <ThemeMenu layout={layout} />
        <IconButton
          label="Open settings"
          icon={<Settings size={16} />}
          shortcut={useShortcut('openSettings')}
          onClick={onOpenSettings}
        />
        {codeButton}
        {runButton}
      </span>
    </header>
  )
}

const themes: { value: Theme; label: string; icon: ReactNode }[] = [
  { value: 'system', label: 'Like the system', icon: <Monitor size={14} /> },
  { value: 'light', label: 'Light', icon: <Sun size={14} /> },
  { value: 'dark', label: 'Dark', icon: <Moon size={14} /> },
]

function ThemeMenu({ layout }: { layout: LayoutStore }) {
  const { theme, setTheme } = useStore(layout)
  return (
    <Menu
      align="end"
      trigger={<IconButton label="Theme" icon={theme === 'dark' ? <Moon size={16} /> : <Sun size={16} />} />}
      items={themes.map(({ value, ...item }) => ({
        ...item,
        checked: theme === value,
        onSelect: () => setTheme(value),
      }))}
    />
  )
}
