import { useEffect, useState } from 'react'
import type { Host } from '../../host/host.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Says so when the core is gone. It can be closed, so that what is on the screen can still be read and copied. */
export function LostDialog({ host }: { host: Host }) {
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => host.onLost(() => setIsOpen(true)), [host])
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setIsOpen}
      title="Antiphon has stopped"
      footer={<Button onClick={() => window.location.reload()}>Reload</Button>}
    >
      <p>
        The part that sends requests and writes files does not answer any more. In a browser, start it again with{' '}
        <code>npm start</code>; then reload.
      </p>
    </Dialog>
  )
}
