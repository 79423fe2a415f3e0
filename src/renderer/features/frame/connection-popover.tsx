import { type ReactElement, useEffect, useState } from 'react'
import type { ConnectionStatus } from '#shared/contract/connections'
import type { RateLimits } from '#shared/runs/rate-limits'
import type { Host } from '../../host/host.ts'
import { RateLimitMeters } from '../../parts/rate-limits/rate-limit-meters.tsx'
import { timeText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import styles from './connection-popover.module.css'

type ConnectionPopoverProps = {
  host: Pick<Host, 'call'>
  connection: ConnectionStatus
  trigger: ReactElement<Record<string, unknown>>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onOpenSettings: () => void
}

/** Where requests go, and what is left of the account's rate limits. */
export function ConnectionPopover(props: ConnectionPopoverProps) {
  const { host, connection, trigger, isOpen, onOpenChange, onOpenSettings } = props
  return (
    <Popover trigger={trigger} title={connection.name} side="top" open={isOpen} onOpenChange={onOpenChange}>
      <div className={styles.panel}>
        <p className={styles.address}>{connection.baseUrl || 'runs inside Antiphon'}</p>
        <Limits host={host} connectionId={connection.id} />
        <Button
          size="small"
          onClick={() => {
            onOpenChange(false)
            onOpenSettings()
          }}
        >
          Connection settings
        </Button>
      </div>
    </Popover>
  )
}

const readEveryMs = 1_000

/** Read again every second while it is in sight: a run may end meanwhile. */
function Limits({ host, connectionId }: { host: Pick<Host, 'call'>; connectionId: string }) {
  const [known, setKnown] = useState<RateLimits | null | 'unread'>('unread')
  useEffect(() => {
    let isOver = false
    const read = async () => {
      const next = await host.call('connections.rateLimits', { id: connectionId }).catch(() => null)
      if (!isOver) setKnown(next)
    }
    void read()
    const timer = setInterval(() => void read(), readEveryMs)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [host, connectionId])
  if (known === 'unread') return null
  return (
    <section aria-label="Rate limits">
      <h3 className={styles.title}>Rate limits</h3>
      {known === null ? (
        <p className={styles.words}>No response has named any since Antiphon started. Run once to see them.</p>
      ) : (
        <>
          <RateLimitMeters limits={known.limits} />
          <p className={styles.words}>{momentWords(known)}</p>
        </>
      )}
    </section>
  )
}

function momentWords({ at, limits }: RateLimits): string {
  const resets = limits.flatMap(({ resetAt }) => (resetAt === null ? [] : [resetAt])).sort()
  const last = resets.at(-1)
  const full = last === undefined ? '' : ` Full again by ${timeText(last, { seconds: true })}.`
  return `As of ${timeText(at, { seconds: true })}.${full}`
}
