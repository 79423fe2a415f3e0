import { X } from 'lucide-react'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { findModel, type ModelInfo, requestId } from '#shared/models/models'
import { replacementOf } from '#shared/models/replacement'
import { setModel } from '../../../parts/prompt/edits/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import type { PromptStore } from '../../../parts/prompt/store/prompt-store.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { nameOf } from './model-items.ts'
import styles from './model-note.module.css'

const loadReport = () => import('./model-changes.tsx')
const ModelChanges = lazyPart(async () => (await loadReport()).ModelChanges)

/** Under the model: which one was chosen before, or what takes the place of one that is on its way out. */
export function ModelNote() {
  const { prompts, context } = usePromptServices()
  const models = useStore(context, (state) => state.models)
  const id = usePrompt((prompt) => prompt.model)
  const [before, forget] = useModelBefore(prompts)
  const [shown, setShown] = useState<{ from: string; to: string } | null>(null)
  const model = findModel(models, id)
  const replacement = model && replacementOf(models, model)
  const use = (next: string) => prompts.getState().edit(setModel(next))
  const button = (from: string, to: string) => (
    <Button
      variant="link"
      size="small"
      onPointerEnter={() => void loadReport().catch(() => {})}
      onClick={() => setShown({ from, to })}
    >
      What changes
    </Button>
  )
  return (
    <>
      {model && replacement && (
        <Leaving replacement={replacement} onUse={() => use(requestId(replacement))}>
          {button(id, requestId(replacement))}
        </Leaving>
      )}
      {before !== null && (
        <p className={styles.note}>
          <span className={styles.words}>Was {nameOf(models, before)}.</span>
          {button(before, id)}
          <Button variant="link" size="small" onClick={() => use(before)}>
            Switch back
          </Button>
          <IconButton
            label="Hide the note on the model"
            size="small"
            icon={<X size={13} aria-hidden />}
            onClick={forget}
          />
        </p>
      )}
      <Suspense>{shown && <ModelChanges {...shown} onUse={use} onClose={() => setShown(null)} />}</Suspense>
    </>
  )
}

type LeavingProps = { replacement: ModelInfo; onUse: () => void; children: ReactNode }

/** What is wrong with the model is the rules' to say; this leads on. */
function Leaving({ replacement, onUse, children }: LeavingProps) {
  return (
    <p className={styles.note}>
      <span className={styles.words}>{replacement.displayName} takes its place.</span>
      {children}
      <Button variant="link" size="small" onClick={onUse}>
        Use {replacement.displayName}
      </Button>
    </p>
  )
}

/** The model before the last switch, however that was made; `null` once it is forgotten, or was taken back. */
function useModelBefore(prompts: PromptStore): [before: string | null, forget: () => void] {
  const [switched, setSwitched] = useState<{ from: string; to: string } | null>(null)
  useEffect(
    () =>
      prompts.subscribe(({ prompt }, { prompt: earlier }) => {
        if (!prompt || !earlier || prompt.id !== earlier.id || prompt.model === earlier.model) return
        const [from, to] = [earlier.model, prompt.model]
        setSwitched((last) => (last?.from === to ? null : { from, to }))
      }),
    [prompts],
  )
  return [switched?.from ?? null, () => setSwitched(null)]
}
