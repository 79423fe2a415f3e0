import { Autocomplete } from '@base-ui/react/autocomplete'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useContextKeymap } from '../../parts/keymap/use-keymap.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { type Command, commandsOf, findCommands, findPrompts, type PaletteKind } from './commands.ts'
import styles from './palette.module.css'
import type { RecentCommands } from './recent-commands.ts'
import { screenCommands } from './screen-commands.ts'

export type PaletteProps = {
  kind: PaletteKind
  recent: RecentCommands
  query: string
  onQuery: (query: string) => void
  /** Its field has the focus: keys come by themselves from now on. */
  onReady: () => void
  onClose: () => void
}

const titles = { all: 'Commands', prompts: 'Switch prompt' }
const placeholders = { all: 'Find a command, a prompt, a preset…', prompts: 'Find a prompt…' }

/** Everything that can be done, found by words. The arrows choose, Enter does it. */
export function Palette({ kind, recent, query, onQuery, onReady, onClose }: PaletteProps) {
  const keymap = useContextKeymap()
  const input = useRef<HTMLInputElement>(null)
  // The screen is read before the palette covers it.
  const [onScreen] = useState(() => (kind === 'all' ? screenCommands() : []))
  const [commands, setCommands] = useState(() => commandsOf(keymap, kind, onScreen))
  // At the start parts are still on their way, with what they offer.
  useLayoutEffect(
    () => keymap.offers.onAdded(() => setCommands(commandsOf(keymap, kind, onScreen))),
    [keymap, kind, onScreen],
  )
  const find = kind === 'prompts' ? findPrompts : findCommands
  const found = useMemo(() => find(commands, query, recent.list()), [find, commands, query, recent])

  function perform(command: Command) {
    flushSync(onClose)
    recent.add(command.id)
    // Behind the dialog's last act, which gives the focus back: what is done may want it elsewhere.
    setTimeout(command.perform)
  }

  return (
    <Dialog open onOpenChange={onClose} title={titles[kind]} size="medium" initialFocus={input}>
      <Autocomplete.Root<Command>
        inline
        open
        items={found}
        filter={null}
        itemToStringValue={({ label }) => label}
        value={query}
        onValueChange={(value, { reason }) => {
          if (reason === 'input-change' || reason === 'input-clear') onQuery(value)
        }}
        autoHighlight="always"
        keepHighlight
      >
        <Autocomplete.Input
          ref={input}
          className={styles.input}
          aria-label={titles[kind]}
          placeholder={placeholders[kind]}
          onFocus={onReady}
          onKeyDown={(event) => {
            // Escape closes at once; the library would empty the field first.
            if (event.key === 'Escape') event.preventBaseUIHandler()
          }}
        />
        <Autocomplete.Empty className={styles.empty}>Nothing matches.</Autocomplete.Empty>
        <Autocomplete.List className={styles.list} aria-label={titles[kind]}>
          {(command: Command) => (
            <Autocomplete.Item
              key={command.id}
              value={command}
              className={styles.item}
              onClick={() => perform(command)}
            >
              <span className={styles.label}>{command.label}</span>
              <span className={styles.group}>{command.place || command.group}</span>
              {command.shortcut && <Kbd>{command.shortcut}</Kbd>}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  )
}
