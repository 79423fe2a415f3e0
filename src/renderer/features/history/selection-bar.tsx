import { countText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import styles from './history-view.module.css'

type SelectionBarProps = {
  count: number
  onCompare: () => void
  onStar: () => void
  onDelete: () => void
  onClear: () => void
}

/** What can be done with the runs that are selected. */
export function SelectionBar({ count, onCompare, onStar, onDelete, onClear }: SelectionBarProps) {
  return (
    <section className={styles.bar} aria-label="Selected runs">
      <span role="status">{countText(count)} selected</span>
      <Button
        size="small"
        disabled={count !== 2}
        title={count === 2 ? 'Shows what is different between the two' : 'Select two runs to compare them'}
        onClick={onCompare}
      >
        Diff
      </Button>
      <Button size="small" onClick={onStar}>
        Star
      </Button>
      <Button size="small" danger onClick={onDelete}>
        Delete…
      </Button>
      <span className={styles.grow} />
      <Button size="small" variant="link" onClick={onClear}>
        Clear selection
      </Button>
    </section>
  )
}
