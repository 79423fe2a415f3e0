import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { Button, IconButton } from './button.tsx'
import styles from './toast.module.css'

export type Toast = {
  id: number
  message: string
  action: { label: string; onSelect: () => void } | null
}

export type Toaster = {
  store: StoreApi<{ toasts: Toast[] }>
  /** Shows a message for some seconds, with one action such as Undo. Returns its id. */
  show: (message: string, action?: Toast['action']) => number
  dismiss: (id: number) => void
}

const visibleMs = 8_000
const mostAtOnce = 3

export function createToaster(): Toaster {
  const store = createStore<{ toasts: Toast[] }>(() => ({ toasts: [] }))
  let lastId = 0
  return {
    store,
    show: (message, action = null) => {
      const id = ++lastId
      store.setState(({ toasts }) => ({ toasts: [...toasts, { id, message, action }].slice(-mostAtOnce) }))
      return id
    },
    dismiss: (id) => store.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
  }
}

/** Where the toasts appear: put once into the page, from the first render on. It is announced by screen readers. */
export function ToastRegion({ toaster }: { toaster: Toaster }) {
  const toasts = useStore(toaster.store, (state) => state.toasts)
  // The clock stands still while a pointer or the focus is on the toasts: there must be time to reach Undo.
  const [isHeld, setIsHeld] = useState(false)
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className={styles.region}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} isHeld={isHeld} onDismiss={() => toaster.dismiss(toast.id)} />
      ))}
    </section>
  )
}

function ToastLine({ toast, isHeld, onDismiss }: { toast: Toast; isHeld: boolean; onDismiss: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new onDismiss of the same toast must not wind the clock up again
  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(onDismiss, visibleMs)
    return () => clearTimeout(timer)
  }, [isHeld, toast.id])
  return (
    <div className={styles.toast}>
      <span className={styles.message}>{toast.message}</span>
      {toast.action && (
        <Button
          variant="link"
          className={styles.action}
          onClick={() => {
            toast.action?.onSelect()
            onDismiss()
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton size="small" label="Dismiss" className={styles.close} icon={<X size={14} />} onClick={onDismiss} />
    </div>
  )
}
