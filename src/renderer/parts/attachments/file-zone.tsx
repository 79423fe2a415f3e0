import { type ClipboardEvent, type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import { type AttachmentSource, isImageType } from '#shared/files/attachment'
import type { Host } from '../../host/host.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { addFile } from './add-file.ts'
import styles from './attachments.module.css'

type FileZoneProps = {
  host: Pick<Host, 'call'>
  /** What is chosen here. */
  what: 'image' | 'document'
  /** The types that the system's own dialog offers. */
  accept: string
  /** Whether there is a file already. */
  isFilled: boolean
  /** What the API takes, in words. */
  limits: string
  onAdded: (source: AttachmentSource) => void
  children?: ReactNode
}

/** Takes one file: chosen, dropped, or pasted while the focus is inside. What is refused is said where it happened. */
export function FileZone({ host, what, accept, isFilled, limits, onAdded, children }: FileZoneProps) {
  const input = useRef<HTMLInputElement>(null)
  const { busy, problem, add, stop } = useAdding(host, what, onAdded)
  const [isOver, setOver] = useState(false)

  const take = (event: DragEvent | ClipboardEvent, data: DataTransfer) => {
    setOver(false)
    const [file] = data.files
    if (!file) return
    event.preventDefault()
    add(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard
    <div
      data-file-zone
      className={classNames(styles.zone, isOver && styles.over)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => take(event, event.dataTransfer)}
      onPaste={(event) => take(event, event.clipboardData)}
    >
      {children}
      <div className={styles.row}>
        <Button size="small" onClick={() => input.current?.click()} disabled={busy !== null}>
          {isFilled ? `Replace ${what}` : `Choose ${what}`}
        </Button>
        {busy !== null && (
          <span role="status" className={styles.busy}>
            Adding {busy}…{' '}
            <Button variant="link" size="small" onClick={stop}>
              Stop
            </Button>
          </span>
        )}
        <span className={styles.hint}>or drop or paste one here. {limits}</span>
        <input
          ref={input}
          type="file"
          hidden
          accept={accept}
          aria-label={`File of the ${what}`}
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) add(file)
            // The same file may be chosen again.
            event.target.value = ''
          }}
        />
      </div>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** Storing one file at a time; a newer one takes over. */
function useAdding(host: Pick<Host, 'call'>, what: FileZoneProps['what'], onAdded: (source: AttachmentSource) => void) {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const adding = useRef<AbortController | null>(null)
  useEffect(() => () => adding.current?.abort(), [])

  const stop = () => {
    adding.current?.abort()
    adding.current = null
    setBusy(null)
  }
  const add = (file: File) => {
    stop()
    const own = new AbortController()
    adding.current = own
    setBusy(file.name.slice(0, 100))
    setProblem(null)
    addFile(host, file, own.signal).then(
      (source) => {
        if (own.signal.aborted) return
        setBusy(null)
        const is = isImageType(source.media_type) ? 'image' : 'document'
        if (is === what) onAdded(source)
        else
          setProblem(`${source.name} belongs into ${is === 'image' ? 'an image' : 'a document'} block: add one for it.`)
      },
      (error: unknown) => {
        if (own.signal.aborted) return
        setBusy(null)
        setProblem(toErrorData(error).message)
      },
    )
  }
  return { busy, problem, add, stop }
}
