import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { findModel } from '#shared/models/models'
import { useOffers } from '../../../parts/keymap/use-keymap.tsx'
import { setModel } from '../../../parts/prompt/edits/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { whenRested } from '../../../ui/when-rested.ts'
import styles from '../request-strip.module.css'
import { isUnknown, modelFacts, modelItems, nameOf, typedModelId } from './model-items.ts'

type Rows = typeof import('./model-row.tsx')

/** The model of the request. Any id may be typed: the API knows more models than any list. */
export function ModelPicker() {
  const { prompts, context } = usePromptServices()
  const id = usePrompt((prompt) => prompt.model)
  const models = useStore(context, (state) => state.models)
  const items = useMemo(() => modelItems(models), [models])
  const model = findModel(models, id)
  const rows = useRows()
  useOffers(() =>
    models.map(({ id: modelId }) => ({
      id: `model:${modelId}`,
      label: `Use ${nameOf(models, modelId)}`,
      group: 'Models',
      keywords: `model ${modelId}`,
      perform: () => prompts.getState().edit(setModel(modelId)),
    })),
  )
  const unknown = models.length > 0 && <span className={styles.unknown}>unknown model: rules limited</span>
  return (
    <Combobox
      label="Model"
      className={styles.picker}
      value={id}
      items={items}
      display={(value) => nameOf(models, value)}
      detail={isUnknown(model) ? unknown : model && <Facts facts={modelFacts(model)} />}
      placeholder="Model id"
      renderItem={
        rows ? ({ model: shown, value }) => <rows.ModelRow model={shown} value={value} models={models} /> : undefined
      }
      footer={rows && <rows.ModelListNote />}
      onCommit={(text) => prompts.getState().edit(setModel(typedModelId(models, text)))}
    />
  )
}

/** As many of the facts as there is room for, each whole: half a price would be a wrong one. */
function Facts({ facts }: { facts: string[] }) {
  return (
    <span className={styles.facts}>
      {facts.map((fact, index) => (
        <span key={fact}>{index === 0 ? fact : `\u00a0· ${fact}`}</span>
      ))}
    </span>
  )
}

/** What the list shows of a model, which comes after the first screen; `null` until it is there. */
function useRows(): Rows | null {
  const [rows, setRows] = useState<Rows | null>(null)
  useEffect(() => {
    // Without it the list has plain names.
    whenRested()
      .then(() => import('./model-row.tsx'))
      .then(setRows, () => {})
  }, [])
  return rows
}
