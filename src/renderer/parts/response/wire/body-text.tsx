import { useEffect, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import type { WirePart } from '#shared/runs/wire'
import type { Host } from '../../../host/host.ts'
import { Button } from '../../../ui/button.tsx'
import { countText } from '../format.ts'
import { createGrowingText, type GrowingText } from '../growing-text.ts'
import { PlainTextView } from '../plain-text-view.tsx'
import styles from './wire.module.css'

type BodyTextProps = {
  host: Pick<Host, 'call'>
  runId: string
  attempt: number
  part: WirePart
  /** Bytes that there are; where it grows, the text is read on. */
  size: number
}

type Read = { text: GrowingText; length: number; total: number; failure: string | null }

const firstPart = 8_000
const nextPart = 400_000

/** A body as it is, its beginning first: the rest of a large one is read on demand. */
export function BodyText({ host, runId, attempt, part, size }: BodyTextProps) {
  const [read, setRead] = useState<Read>(() => ({ text: createGrowingText(''), length: 0, total: 0, failure: null }))
  const { text, length, total, failure } = read
  const readOn = async (limit: number) => {
    try {
      const query = { id: runId, attempt, part, offset: text.length, limit }
      const { text: more, total: all } = await host.call('runs.wireText', query)
      // Another answer may have come first.
      if (text.length === query.offset) text.append(more)
      setRead({ text, length: text.length, total: all, failure: null })
    } catch (error) {
      setRead({ ...read, failure: toErrorData(error).message })
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a size that grew is what asks for more of the beginning
  useEffect(() => {
    if (text.length < firstPart) void readOn(firstPart - text.length)
  }, [size])
  const left = total - length
  return (
    <div className={styles.body}>
      <PlainTextView text={text} length={length} label={part === 'request' ? 'Request body' : 'Response body'} />
      {failure && <p className={styles.failure}>{failure.slice(0, 500)}</p>}
      {left > 0 && (
        <Button size="small" onClick={() => void readOn(nextPart)}>
          {left > nextPart ? `Show ${countText(nextPart)} more` : 'Show the rest'} ({countText(left)} characters left)
        </Button>
      )}
    </div>
  )
}
