import { useEffect, useState } from 'react'
import { toErrorData } from '#shared/app-error'
import { type AttachmentSource, isAttachment } from '#shared/files/attachment'
import { longestImageSide } from '#shared/files/attachment-limits'
import { imageFacts } from '#shared/rules/file-facts'
import type { JsonObject } from '#shared/text/json'
import type { Host } from '../../host/host.ts'
import styles from './attachments.module.css'
import { pictureOf } from './file-data.ts'

type PictureProps = { host: Pick<Host, 'call'>; source: JsonObject; alt: string }
type Shown = { url: string | null; problem: string | null }

/** A small view of the picture that a block holds. Nothing is fetched from elsewhere for it. */
export function Picture({ host, source, alt }: PictureProps) {
  const { url, problem } = usePicture(host, source)
  if (problem !== null) {
    return (
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    )
  }
  return <span className={styles.frame}>{url && <img src={url} alt={alt} className={styles.picture} />}</span>
}

function usePicture(host: Pick<Host, 'call'>, source: JsonObject): Shown {
  const [shown, setShown] = useState<Shown>({ url: null, problem: null })
  useEffect(() => {
    let url: string | null = null
    const leaving = new AbortController()
    loadPicture(host, source, leaving.signal).then(
      (picture) => {
        if (leaving.signal.aborted) return
        url = picture && URL.createObjectURL(picture)
        setShown({ url, problem: null })
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) setShown({ url: null, problem: toErrorData(error).message })
      },
    )
    return () => {
      leaving.abort()
      if (url !== null) URL.revokeObjectURL(url)
    }
  }, [host, source])
  return shown
}

/** The picture itself; `null` where what is there cannot be one. */
async function loadPicture(host: Pick<Host, 'call'>, source: JsonObject, signal: AbortSignal): Promise<Blob | null> {
  if (isAttachment(source)) return await loadStored(host, source, signal)
  if (typeof source.data !== 'string') return null
  // A header that claims more is not worth the memory that decoding it takes.
  const facts = imageFacts(source.data)
  return facts && Math.max(facts.width, facts.height) <= longestImageSide ? pictureOf(source.data, facts.type) : null
}

async function loadStored(
  host: Pick<Host, 'call'>,
  source: AttachmentSource,
  signal: AbortSignal,
): Promise<Blob | null> {
  const { hash, name, media_type } = source
  if (media_type === 'application/pdf' || media_type === 'text/plain') return null
  const { data } = await host.call('attachments.image', { hash, media_type, name }, { signal })
  return pictureOf(data, media_type)
}
