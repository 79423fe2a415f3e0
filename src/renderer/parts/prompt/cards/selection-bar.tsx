import { useEffect } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import type { PromptMessage } from '#shared/prompt/prompt'
import { Button } from '../../../ui/button.tsx'
import { isComposing } from '../../../ui/is-composing.ts'
import { useOffers } from '../../keymap/use-keymap.tsx'
import { deleteMessages, moveMessages, muteMessages, putBack } from '../edits/message-edits.ts'
import { offerUndo } from '../edits/offer-undo.ts'
import { type PromptServices, usePrompt, usePromptServices } from '../prompt-services.tsx'
import { useLegalRoles } from './message-header.tsx'
import { messageOffers } from './message-offers.ts'
import styles from './selection-bar.module.css'

/** What can be done with all selected messages at once: a bar over the end of the list for as long as there are some. */
export function SelectionBar() {
  const services = usePromptServices()
  const { cards } = services
  const selected = useStore(cards, (state) => state.selected)
  // Most of the time nothing is selected, and typing does not render this.
  const messages = usePrompt((prompt) => (selected.size === 0 ? none : prompt.messages))
  const legal = useLegalRoles()
  useOffers(() => messageOffers(services, legal))
  // One that was deleted meanwhile, or is of another prompt, is not among them.
  const ids = new Set(messages.flatMap(({ id }) => (selected.has(id) ? [id] : [])))
  const isEmpty = ids.size === 0
  useEffect(() => {
    if (isEmpty) return
    const end = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return
      if (event.target instanceof Element && event.target.closest('[role="menu"], [role="dialog"], [role="listbox"]'))
        return
      event.preventDefault()
      cards.getState().clearSelection()
    }
    document.addEventListener('keydown', end)
    return () => document.removeEventListener('keydown', end)
  }, [isEmpty, cards])
  const areMuted = messages.every(({ id, muted }) => !ids.has(id) || muted)
  return (
    <div className={styles.place}>
      {!isEmpty && (
        <div className={styles.bar} role="toolbar" aria-label="Selected messages">
          <span className={styles.count}>{ids.size} selected</span>
          <Button size="small" variant="ghost" onClick={() => move(services, ids, -1)}>
            Move up
          </Button>
          <Button size="small" variant="ghost" onClick={() => move(services, ids, 1)}>
            Move down
          </Button>
          <Button size="small" variant="ghost" onClick={() => mute(services, ids, !areMuted)}>
            {areMuted ? 'Unmute' : 'Mute'}
          </Button>
          <Button size="small" variant="ghost" danger onClick={() => remove(services, ids)}>
            Delete
          </Button>
          <span className={styles.grow} />
          <Button size="small" variant="ghost" onClick={() => cards.getState().clearSelection()}>
            Clear selection
          </Button>
        </div>
      )}
    </div>
  )
}

const none: readonly PromptMessage[] = []

const counted = (count: number) => (count === 1 ? '1 message' : `${count} messages`)

function move({ prompts, announce }: PromptServices, ids: ReadonlySet<string>, step: -1 | 1): void {
  const before = prompts.getState().settle()
  prompts.getState().edit(moveMessages(ids, step))
  if (prompts.getState().prompt !== before) announce(`${counted(ids.size)} moved ${step < 0 ? 'up' : 'down'}.`)
}

function mute({ prompts, announce }: PromptServices, ids: ReadonlySet<string>, isMuted: boolean): void {
  prompts.getState().edit(muteMessages(ids, isMuted))
  announce(`${counted(ids.size)} ${isMuted ? 'muted' : 'sent again'}.`)
}

/** Deletes at once; the toast brings them back to their places whatever was edited since, and Ctrl+Z works too. */
function remove(services: PromptServices, ids: ReadonlySet<string>): void {
  const { prompts, cards } = services
  const prompt = prompts.getState().settle()
  if (!prompt) return
  const removed = prompt.messages.flatMap((message, index) => (ids.has(message.id) ? [{ message, index }] : []))
  flushSync(() => {
    cards.getState().clearSelection()
    prompts.getState().edit(deleteMessages(ids))
  })
  offerUndo(services, `${counted(removed.length)} deleted.`, putBack(removed))
}
