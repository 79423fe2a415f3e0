import { useMemo } from 'react'
import { useStore } from 'zustand'
import { findModel } from '#shared/models'
import { setModel } from '../../parts/prompt/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { lifecycleText, type ModelItem, modelBadges, modelFacts, modelItems, typedModelId } from './model-items.ts'
import styles from './request-strip.module.css'

/** The model of the request. Any id may be typed: the API knows more models than any list. */
export function ModelPicker() {
  const { prompts, context } = usePromptServices()
  const id = usePrompt((prompt) => prompt.model)
  const models = useStore(context, (state) => state.models)
  const items = useMemo(() => modelItems(models), [models])
  const model = findModel(models, id)
  const unknown = models.length > 0 && <span className={styles.unknown}>unknown model: rules limited</span>
  return (
    <Combobox
      label="Model"
      className={styles.picker}
      value={id}
      items={items}
      display={(value) => findModel(models, value)?.displayName ?? value}
      detail={model ? modelFacts(model) : unknown}
      placeholder="Model id"
      renderItem={(item) => <ModelRow item={item} />}
      footer="Any other id: type it and press Enter."
      onCommit={(text) => prompts.getState().edit(setModel(typedModelId(models, text)))}
    />
  )
}

function ModelRow({ item: { model, value } }: { item: ModelItem }) {
  const lifecycle = lifecycleText(model)
  return (
    <span className={styles.model}>
      <span className={styles.modelLine}>
        <span className={styles.modelName}>{model.displayName}</span>
        <span className={styles.facts}>{modelFacts(model)}</span>
      </span>
      <span className={styles.modelLine}>
        <code className={styles.id}>{value}</code>
        <span className={styles.badges}>
          {lifecycle && <span className={styles.lifecycle}>{lifecycle}</span>}
          {modelBadges(model).map((badge) => (
            <span key={badge} className={styles.badge}>
              {badge}
            </span>
          ))}
        </span>
      </span>
    </span>
  )
}
