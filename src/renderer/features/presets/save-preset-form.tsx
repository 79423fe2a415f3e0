import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { toErrorData } from '#shared/app-error'
import { findSecrets } from '#shared/library/secrets'
import { isEmptyPart, type PresetPart, partsIn, partsOf, takeParts, unknownParts } from '#shared/presets/preset'
import { usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PartRows } from './part-rows.tsx'
import type { PresetsState, PresetsStore } from './presets-store.ts'
import styles from './save-preset-form.module.css'

type SavePresetFormProps = { presets: PresetsStore; target: NonNullable<PresetsState['saving']> }

/** Chooses what of the open prompt goes into a preset, and says what that is. */
export function SavePresetForm({ presets, target }: SavePresetFormProps) {
  const { toaster } = usePromptServices()
  const prompt = usePrompt((open) => open)
  const entries = useStore(presets, (state) => state.entries)
  const before = target === 'new' ? null : target
  const [name, setName] = useState(before?.name ?? prompt.name)
  const [failure, setFailure] = useState<string | null>(null)
  const [keys, setKeys] = useState<ReadonlySet<string>>(() => new Set(firstChoice(target, partsOf(prompt))))
  const parts = partsOf(prompt, before ? partsIn(before.parts).map(({ key }) => key) : [])
  const chosen = parts.filter(({ key }) => keys.has(key))
  const secrets = chosen.flatMap((part) =>
    findSecrets(part.value).map(({ kind, excerpt }) => `${part.label}: ${kind}, ${excerpt}`),
  )
  const isTaken = entries.some((entry) => entry.id !== before?.id && entry.name === name.trim())
  const field = useRef<HTMLDivElement>(null)
  const titleId = useId()
  // The panel takes the focus when it opens; the name is what to type first.
  useEffect(() => {
    const frame = requestAnimationFrame(() => field.current?.querySelector('input')?.select())
    return () => cancelAnimationFrame(frame)
  }, [])

  const choose = (key: string, isChosen: boolean) => {
    const next = new Set(keys)
    if (isChosen) next.add(key)
    else next.delete(key)
    setKeys(next)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const { add, update, stopSaving } = presets.getState()
    const taken = takeParts(prompt, new Set(chosen.map(({ key }) => key)))
    try {
      if (before) {
        const kept = Object.fromEntries(unknownParts(before.parts).map((part) => [part, before.parts[part]]))
        await update({ id: before.id, name, parts: { ...kept, ...taken } })
        toaster.show(`“${name}” is updated.`, {
          label: 'Undo',
          onSelect: () => reportFailure(toaster, update(before)),
        })
      } else {
        await add([{ name, parts: taken }])
        toaster.show(`“${name}” is saved.`)
      }
      stopSaving()
    } catch (error) {
      setFailure(toErrorData(error).message)
    }
  }

  return (
    <form className={styles.form} aria-labelledby={titleId} onSubmit={(event) => void save(event)}>
      <h2 id={titleId} className={styles.title}>
        {before ? `Update “${before.name}”` : 'Save as preset'}
      </h2>
      <div ref={field}>
        <TextField
          label="Name"
          value={name}
          maxLength={200}
          onChange={setName}
          hint={isTaken ? 'There is one of this name already; both are kept.' : undefined}
        />
      </div>
      <div className={styles.parts}>
        <PartRows
          title="What goes in"
          parts={parts.filter((part) => !isEmptyPart(part))}
          keys={keys}
          onChoose={choose}
        />
        <PartRows
          title="Empty or not sent: applying takes it out"
          parts={parts.filter(isEmptyPart)}
          keys={keys}
          onChoose={choose}
        />
      </div>
      {secrets.length > 0 && (
        <Notice tone="warning">
          This looks secret, and presets are not encrypted: {secrets.slice(0, 5).join('; ')}.
        </Notice>
      )}
      {failure && <Notice tone="error">{failure}</Notice>}
      <div className={styles.buttons}>
        <Button variant="ghost" onClick={() => presets.getState().stopSaving()}>
          Cancel
        </Button>
        <Button type="submit" disabled={name.trim() === '' || chosen.length === 0}>
          {before ? 'Update preset' : secrets.length > 0 ? 'Save anyway' : 'Save preset'}
        </Button>
      </div>
    </form>
  )
}

/** What is ticked at first: what the preset holds now, or everything that is set but the messages themselves. */
function firstChoice(target: SavePresetFormProps['target'], parts: PresetPart[]): string[] {
  if (target !== 'new') return partsIn(target.parts).map(({ key }) => key)
  return parts.filter((part) => part.key !== 'messages' && !isEmptyPart(part)).map(({ key }) => key)
}
