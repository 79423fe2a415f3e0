import { useStore } from 'zustand'
import type { Finding } from '#shared/rules/finding'
import { usePromptServices } from './prompt-services.tsx'

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

/** What a source is called: `Claude docs, errors: prefill not supported`. The address itself where it is no documentation page. */
export function sourceName(source: string): string {
  if (!URL.canParse(source)) return source
  const { host, pathname, hash } = new URL(source)
  const words = (text: string) => decodeURIComponent(text).replaceAll(/[-_]+/g, ' ')
  const page = pathname.split('/').findLast((part) => part !== '')
  const site = host === 'platform.claude.com' ? 'Claude docs' : host
  return [site, page && `, ${words(page)}`, hash && `: ${words(hash.slice(1))}`].filter(Boolean).join('')
}
