import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import { usePromptServices } from '../prompt-services.tsx'
import styles from './select-box.module.css'

/** Selects a message; with Shift every message from the last one that was touched to this one. */
export function SelectBox({ id, index }: { id: string; index: number }) {
  const { cards, prompts } = usePromptServices()
  const isSelected = useStore(cards, ({ selected }) => selected.has(id))
  const order = () => prompts.getState().prompt?.messages.map((message) => message.id)
  function rangeByKey(event: KeyboardEvent) {
    if (event.key !== ' ' || !event.shiftKey) return
    event.preventDefault()
    cards.getState().select(id, true, order())
  }
  return (
    <input
      type="checkbox"
      className={styles.box}
      aria-label={`Select message ${index + 1}`}
      title="Select; with Shift, up to here"
      data-select
      checked={isSelected}
      onChange={({ currentTarget, nativeEvent }) => {
        const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey
        cards.getState().select(id, isRange || currentTarget.checked, isRange ? order() : undefined)
      }}
      onKeyDown={rangeByKey}
    />
  )
}
