import { useState } from 'react'
import { automaticVersion } from '#shared/prompt/prompt'
import { useFindings, usePrompt } from '../../../parts/prompt/prompt-services.tsx'
import { Button } from '../../../ui/button.tsx'
import { Flyout } from '../../../ui/flyout.tsx'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import styles from '../request-strip.module.css'

const VersionPanel = lazyPart(async () => (await import('./version-panel.tsx')).VersionPanel)

/** Which `anthropic-version` is sent, and who chose it. */
export function VersionChip() {
  const [isOpen, setOpen] = useState(false)
  const isAutomatic = usePrompt((prompt) => prompt.apiVersion === automaticVersion)
  const apiVersion = useFindings((state) => state.apiVersion)
  const reason = useFindings((state) => state.versionReason)
  return (
    <Flyout
      title="API version"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button className={styles.chip} title={`anthropic-version ${apiVersion}: ${reason}`}>
          <span>
            <span className={styles.quiet}>
              API<VisuallyHidden> version</VisuallyHidden>
            </span>{' '}
            {apiVersion}
          </span>
          <span className={styles.who}>{isAutomatic ? 'auto' : 'pinned'}</span>
        </Button>
      }
    >
      <VersionPanel onClose={() => setOpen(false)} />
    </Flyout>
  )
}
