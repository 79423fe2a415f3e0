import { useStore } from 'zustand'
import type { Finding } from '#shared/rules/finding'
import { usePromptServices } from '../prompt-services.tsx'

type SourceLinkProps = { finding: Finding; className?: string }

/** **Why**: opens the place where the reason of a finding is written. */
export function SourceLink({ finding, className }: SourceLinkProps) {
  const { host, context } = usePromptServices()
  const canOpenLinks = useStore(context, (state) => state.canOpenLinks)
  return (
    <a
      className={className}
      href={finding.source}
      target="_blank"
      rel="noopener noreferrer"
      title={`${finding.source}\nChecked ${finding.checkedAt}`}
      onClick={(event) => {
        if (!canOpenLinks) return
        event.preventDefault()
        void host.call('app.openLink', { url: finding.source })
      }}
    >
      Why
    </a>
  )
}
