import { useStore } from 'zustand'
import type { RunFacets, RunFilter } from '#shared/runs/history'
import type { RunState } from '#shared/runs/run'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { shortModel } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { dayAfter, dayOf, startOfDay } from './days.ts'
import styles from './history-view.module.css'
import { promptOptions } from './prompt-options.ts'

type FilterBarProps = {
  filter: RunFilter
  facets: RunFacets | null
  /** Where the room is low the fields are there only once they are asked for: the list needs it more. */
  isOpen: boolean
  onChange: (filter: RunFilter) => void
}

const outcomes: { value: RunState | ''; label: string }[] = [
  { value: '', label: 'Any outcome' },
  { value: 'completed', label: 'Completed' },
  { value: 'stopped', label: 'Stopped' },
  { value: 'truncated', label: 'Truncated' },
  { value: 'failed', label: 'Failed' },
]

/** Which runs are listed. An empty choice lets all of them through. */
export function FilterBar({ filter, facets, isOpen, onChange }: FilterBarProps) {
  const entries = useStore(usePromptServices().prompts, (state) => state.entries)
  const change = (changes: { [Name in keyof RunFilter]: RunFilter[Name] | undefined }) => {
    const entries = Object.entries({ ...filter, ...changes }).filter(([, value]) => value !== undefined)
    // Safe: the names and values are those of a filter.
    onChange(Object.fromEntries(entries) as RunFilter)
  }
  return (
    <fieldset className={styles.filters} aria-label="Filters" data-open={isOpen || undefined}>
      <Select
        label="Model"
        hideLabel
        value={filter.model ?? ''}
        options={[{ value: '', label: 'Any model' }, ...named(facets?.models, filter.model, shortModel)]}
        onChange={(model) => change({ model: model || undefined })}
      />
      <Select
        label="Outcome"
        hideLabel
        value={filter.state ?? ''}
        options={outcomes}
        onChange={(state) => change({ state: state || undefined })}
      />
      <Select
        label="Stop reason"
        hideLabel
        value={filter.stopReason ?? ''}
        options={[{ value: '', label: 'Any stop reason' }, ...named(facets?.stopReasons, filter.stopReason)]}
        onChange={(stopReason) => change({ stopReason: stopReason || undefined })}
      />
      <Select
        label="Prompt"
        hideLabel
        value={filter.promptId ?? ''}
        options={[{ value: '', label: 'Any prompt' }, ...promptOptions(promptsOf(facets, filter.promptId), entries)]}
        onChange={(promptId) => change({ promptId: promptId || undefined })}
      />
      <TextField
        label="From"
        type="date"
        className={styles.date}
        value={filter.from ? dayOf(filter.from) : ''}
        onChange={(day) => change({ from: startOfDay(day) ?? undefined })}
      />
      <TextField
        label="To"
        type="date"
        className={styles.date}
        value={filter.until ? dayOf(filter.until, -1) : ''}
        onChange={(day) => change({ until: dayAfter(day) ?? undefined })}
      />
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={filter.isStarred ?? false}
          onChange={(event) => change({ isStarred: event.target.checked || undefined })}
        />
        Starred
      </label>
      {Object.keys(filter).length > 0 && (
        <Button variant="link" size="small" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </fieldset>
  )
}

/** One that is chosen stays among them while it has no run. */
function promptsOf(facets: RunFacets | null, chosen: string | undefined): RunFacets['prompts'] {
  const prompts = facets?.prompts ?? []
  const isKnown = chosen === undefined || prompts.some(({ id }) => id === chosen)
  return isKnown ? prompts : [...prompts, { id: chosen, name: facets ? 'A prompt without runs' : '…', lastAt: '' }]
}

/** The values as options; one that is chosen stays among them when its last run is gone. Each says which it is. */
function named(values: readonly string[] = [], chosen: string | undefined, label = (value: string) => value) {
  const all = chosen === undefined || values.includes(chosen) ? values : [...values, chosen]
  const isShared = (value: string) => all.some((other) => other !== value && label(other) === label(value))
  return all.map((value) => ({ value, label: (isShared(value) ? value : label(value)).slice(0, 80) }))
}
