import { Autocomplete } from '@base-ui/react/autocomplete'
import { useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useContextKeymap } from '../../parts/keymap/use-keymap.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { type Command, commandsOf, findCommands, findPrompts, type PaletteKind } from './commands.ts'
import styles from './palette.module.css'
import type { RecentCommands } from './recent-commands.ts'
import { screenCommands } from './screen-commands.ts'

type PaletteProps = { kind: PaletteKind; recent: RecentCommands; onClose: () => void }

const titles = { all: 'Commands', prompts: 'Switch prompt' }
const placeholders = { all: 'Find a command, a prompt, a preset…', prompts: 'Find a prompt…' }

/** Everything that can be done, found by words. The arrows choose, Enter does it. */
export function Palette({ kind, recent, onClose }: PaletteProps) {
  const keymap = useContextKeymap()
  const input = useRef<HTMLInputElement>(null)
  const [query, setQuery] = useState('')
  // The screen is read before the palette covers it.
  const [commands] = useState(() => commandsOf(keymap, kind, kind === 'all' ? screenCommands() : []))
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
          if (reason === 'input-change' || reason === 'input-clear') setQuery(value)
        }}
        autoHighlight="always"
        keepHighlight
      >
        <Autocomplete.Input
          ref={input}
          className={styles.input}
          aria-label={titles[kind]}
          placeholder={placeholders[kind]}
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
