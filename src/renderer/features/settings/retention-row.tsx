import { useEffect, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import { groupedDigits } from '#shared/text/grouped-digits'
import type { Host } from '../../host/host.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import styles from './settings.module.css'

const choices = [
  { value: '', label: 'Keep all runs' },
  { value: '30', label: 'Keep runs for 30 days' },
  { value: '90', label: 'Keep runs for 90 days' },
  { value: '365', label: 'Keep runs for a year' },
]

const dayMs = 86_400_000

/** How long runs are kept. Asks once where that would delete any. */
export function RetentionRow({ host }: { host: Pick<Host, 'call'> }) {
  const [days, setDays] = useState<number | null>(null)
  const [asked, setAsked] = useState<{ days: number; count: number } | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  useEffect(() => {
    host.call('settings.get', {}).then(
      ({ historyKeepDays }) => setDays(historyKeepDays),
      (error: unknown) => setFailure(toErrorData(error).message),
    )
  }, [host])

  const keep = async (next: number | null) => {
    setAsked(null)
    try {
      await host.call('settings.set', { historyKeepDays: next })
      setDays(next)
      setFailure(null)
    } catch (error) {
      setFailure(toErrorData(error).message)
    }
  }
  const choose = async (value: string) => {
    if (value === '') return keep(null)
    const until = new Date(Date.now() - Number(value) * dayMs).toISOString()
    try {
      const count = await host.call('history.count', { choice: { filter: { until, isStarred: false } } })
      if (count === 0) await keep(Number(value))
      else setAsked({ days: Number(value), count })
    } catch (error) {
      setFailure(toErrorData(error).message)
    }
  }
  const known = choices.some(({ value }) => value === String(days ?? ''))
  return (
    <>
      <Select
        label="Run history"
        value={String(days ?? '')}
        options={known ? choices : [...choices, { value: String(days), label: `Keep runs for ${days} days` }]}
        hint={
          days === null
            ? 'No run is deleted by itself.'
            : 'Older runs are deleted, except those with a star. There is no undo.'
        }
        onChange={(value) => void choose(value)}
      />
      {failure && <Notice tone="error">{failure.slice(0, 1_000)}</Notice>}
      {asked && (
        <Dialog
          open
          onOpenChange={(isOpen) => !isOpen && setAsked(null)}
          title={`Delete ${groupedDigits(asked.count)} old ${asked.count === 1 ? 'run' : 'runs'}?`}
          description={`They are older than ${asked.days} days and have no star. What they hold is overwritten; there is no undo.`}
          footer={
            <>
              <Button variant="ghost" onClick={() => setAsked(null)}>
                Cancel
              </Button>
              <Button danger onClick={() => void keep(asked.days)}>
                Delete
              </Button>
            </>
          }
        >
          <p className={styles.muted}>From then on runs go as they reach that age.</p>
        </Dialog>
      )}
    </>
  )
}
