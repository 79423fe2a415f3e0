import { useEffect, useState } from 'react'
import type { Host } from '../../host/host.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './lost-notice.module.css'

/** Says so when the core is gone. What is on the screen stays there, to be read and copied. */
export function LostNotice({ host }: { host: Host }) {
  const [isLost, setIsLost] = useState(false)
  useEffect(() => host.onLost(() => setIsLost(true)), [host])
  if (!isLost) return null
  return (
    <div className={styles.place}>
      <Notice tone="error" actions={<Button onClick={() => window.location.reload()}>Reload</Button>}>
        The part of Antiphon that sends requests and writes files does not answer any more. In a browser, start it again
        with <code>npm start</code> and open the address that it prints; on the desktop, reload.
      </Notice>
    </div>
  )
}
