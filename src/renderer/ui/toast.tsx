import { Toast } from '@base-ui/react/toast'
import { Suspense } from 'react'
import { lazyAtRest } from './lazy-part.ts'

export type ToastAction = { label: string; onSelect: () => void }

type Manager = ReturnType<typeof Toast.createToastManager>
type Message = Parameters<Manager['add']>[0]

export type Toaster = {
  /**
   * Shows a message for some seconds, with one action such as Undo.
   * @param onGone Told once it is shown no more.
   * @returns how to take it away before.
   */
  show: (message: string, action?: ToastAction, onGone?: () => void) => () => void
  manager: Manager
  /** Told by the region once it listens: what was shown before comes now. */
  begin: () => void
}

/** What turns the direction of the text behind it: a name from somebody's file must not turn our sentence around. */
const withoutTurns = (message: string) => message.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')

export function createToaster(): Toaster {
  const manager = Toast.createToastManager()
  /** What was shown before the region was there; `null` afterwards. */
  let waiting: Message[] | null = []
  function add(message: Message) {
    if (waiting) waiting.push(message)
    else manager.add(message)
  }
  return {
    show: (message, action, onGone) => {
      const id = crypto.randomUUID()
      const close = () => {
        waiting = waiting?.filter((other) => other.id !== id) ?? null
        manager.close(id)
      }
      const act = () => {
        close()
        action?.onSelect()
      }
      const actionProps = action && { children: action.label, onClick: act }
      add({ id, title: withoutTurns(message), actionProps, onRemove: onGone })
      return close
    },
    manager,
    begin: () => {
      for (const message of waiting ?? []) manager.add(message)
      waiting = null
    },
  }
}

const LoadedRegion = lazyAtRest(async () => (await import('./toast-region.tsx')).LoadedRegion)

/** Where the toasts appear: put once into the page, from the first render on. It is announced by screen readers. */
export function ToastRegion({ toaster }: { toaster: Toaster }) {
  return (
    <Suspense>
      <LoadedRegion toaster={toaster} />
    </Suspense>
  )
}
