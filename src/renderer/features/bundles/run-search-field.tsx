import { toErrorData } from '#shared/app-error'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './bundles.module.css'
import type { BundlesStore, RunSearch } from './bundles-store.ts'

type RunSearchFieldProps = { bundles: BundlesStore; runs: RunSearch; onFailure: (message: string) => void }

/** Searches the runs of the prompt, as the history does. Where all of a few are listed, nothing has to be found. */
export function RunSearchField({ bundles, runs: { text, keys, next }, onFailure }: RunSearchFieldProps) {
  const { searchRuns, moreRuns } = bundles.getState()
  const attempt = (work: Promise<void>) => void work.catch((error: unknown) => onFailure(toErrorData(error).message))
  const isAll = text === '' && next === null
  if (isAll && keys.length < fewest) return null
  return (
    <div className={styles.search}>
      <TextField
        label="Search runs"
        hideLabel
        type="search"
        className={styles.searchField}
        placeholder="Search the runs of this prompt"
        value={text}
        onChange={(wanted) => attempt(searchRuns(wanted))}
      />
      <span role="status" className={styles.about}>
        {keys.length === 0 ? 'No run has these words' : `${keys.length}${next === null ? '' : ' newest'} listed`}
      </span>
      {next !== null && (
        <Button size="small" variant="ghost" onClick={() => attempt(moreRuns())}>
          List more
        </Button>
      )}
    </div>
  )
}

/** So many are looked through at a glance. */
const fewest = 6
