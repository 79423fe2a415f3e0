import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Host } from '../../host/host.ts'
import { Button } from '../../ui/button.tsx'
import { fetchPartsAgain } from '../../ui/lazy-part.ts'
import { Notice } from '../../ui/notice.tsx'
import styles from './lost-notice.module.css'

/**
 * Says so when the core is gone, or a script of the page cannot be fetched. What is on the screen stays there, to be read and
 * copied. Vite tells of the scripts with an event of its own: https://vite.dev/guide/build#load-error-handling
 */
export function LostNotice({ host }: { host: Pick<Host, 'onLost'> }) {
  const [isLost, setIsLost] = useState(false)
  const [isIncomplete, setIsIncomplete] = useState(false)
  useEffect(() => host.onLost(() => setIsLost(true)), [host])
  useEffect(() => {
    const tell = () => setIsIncomplete(true)
    window.addEventListener('vite:preloadError', tell)
    return () => window.removeEventListener('vite:preloadError', tell)
  }, [])
  // Where it is in vain, the page is told so once more.
  function tryAgain() {
    setIsIncomplete(false)
    fetchPartsAgain()
  }
  if (!isLost && !isIncomplete) return null
  return createPortal(
    // In front of a dialog that is open, also for screen readers: it hides from them all but what has this attribute.
    <div className={styles.place} aria-live="off">
      <Notice
        tone="error"
        actions={
          <>
            {!isLost && <Button onClick={tryAgain}>Try again</Button>}
            <Button onClick={() => window.location.reload()}>Reload</Button>
          </>
        }
      >
        {isLost ? <CoreIsGone /> : 'A part of this window could not be fetched and is missing. What you typed is kept.'}
      </Notice>
    </div>,
    document.body,
  )
}

function CoreIsGone() {
  return (
    <>
      The part of Antiphon that sends requests and writes files does not answer any more. In a browser, start it again
      with <code>npm start</code> and open the address that it prints; on the desktop, reload.
    </>
  )
}
