import { useContextKeymap } from '../../parts/keymap/use-keymap.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './shortcut-sheet.module.css'

type ShortcutSheetProps = {
  onClose: () => void
  /** Goes where keys are changed. */
  onChange: () => void
}

/** Every key there is, printed from the one map. */
export function ShortcutSheet({ onClose, onChange }: ShortcutSheetProps) {
  const actions = useContextKeymap().list()
  const groups = [...new Set(actions.map(({ group }) => group))]
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Keyboard shortcuts"
      description="In an open dialog, menu or list only its own keys work: Escape closes it."
      isOnlyRead
      footer={
        <Button
          onClick={() => {
            onClose()
            onChange()
          }}
        >
          Change keys…
        </Button>
      }
    >
      {groups.map((group) => (
        <section key={group} aria-label={group} className={styles.group}>
          <h3 className={styles.heading}>{group}</h3>
          <dl>
            {actions
              .filter((action) => action.group === group)
              .map(({ name, label, shortcuts }) => (
                <div key={name} className={styles.row}>
                  <dt>{label}</dt>
                  <dd>
                    {shortcuts.map((shortcut) => (
                      <kbd key={shortcut} className={styles.key}>
                        {shortcut}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </Dialog>
  )
}
