import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { Button, IconButton } from './button.tsx'
import { useFocusBack } from './focus-back.ts'
import styles from './toast.module.css'
import type { Toaster } from './toast.tsx'

const visibleMs = 8_000
const mostAtOnce = 3

/** The region itself. A toast's clock stands still while a pointer or the focus is on it: there must be time to reach Undo. */
export function LoadedRegion({ toaster }: { toaster: Toaster }) {
  // After the provider's own effect, so that it listens already.
  useEffect(() => toaster.begin(), [toaster])
  return (
    <Toast.Provider toastManager={toaster.manager} timeout={visibleMs} limit={mostAtOnce}>
      <Toasts />
    </Toast.Provider>
  )
}

function Toasts() {
  const { toasts } = Toast.useToastManager()
  // The library gives it back only where F6 brought it.
  const focusBack = useFocusBack()
  return (
    // Beside the page, as dialogs are: behind one, Undo could be seen and not be pressed.
    <Toast.Portal>
      <Toast.Viewport className={styles.region} {...focusBack}>
        {toasts.map((toast) => (
          <Toast.Root key={toast.id} toast={toast} className={styles.toast}>
            <Toast.Title className={styles.message} render={<p />} />
            {toast.actionProps && <Toast.Action className={styles.action} render={<Button variant="link" />} />}
            <Toast.Close
              // The library hides it from screen readers while toasts lie in a stack; here each is in sight.
              aria-hidden={false}
              render={<IconButton size="small" label="Dismiss" className={styles.close} icon={<X size={14} />} />}
            />
          </Toast.Root>
        ))}
      </Toast.Viewport>
    </Toast.Portal>
  )
}
