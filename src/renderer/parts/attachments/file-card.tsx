import { FileText } from 'lucide-react'
import { useState } from 'react'
import { toErrorData } from '#shared/app-error'
import { type AttachmentSource, isAttachment } from '#shared/files/attachment'
import type { ContentBlock } from '#shared/prompt/prompt'
import type { JsonObject } from '#shared/text/json'
import { Button } from '../../ui/button.tsx'
import { useFindings, usePromptServices } from '../prompt/prompt-services.tsx'
import styles from './attachments.module.css'
import { fileFacts, tokenWords } from './file-words.ts'
import { Picture } from './picture.tsx'

type FileCardProps = {
  block: ContentBlock
  source: JsonObject
  onStored: (source: AttachmentSource) => void
}

/** The file that a block holds: how it looks, what it is called, what it is and what it costs. */
export function FileCard({ block, source, onStored }: FileCardProps) {
  const { host } = usePromptServices()
  const model = useFindings((state) => state.model)
  const isImage = block.type === 'image'
  const name = isAttachment(source) ? source.name : 'In the prompt itself'
  return (
    <div className={styles.file}>
      {isImage ? <Picture host={host} source={source} alt={name} /> : <FileText className={styles.icon} aria-hidden />}
      <div className={styles.facts}>
        <span className={styles.name}>{name}</span>
        <span className={styles.meta}>{[...fileFacts(source), tokenWords(block, model)].join(' · ')}</span>
        {!isAttachment(source) && <StoreAsFile source={source} isImage={isImage} onStored={onStored} />}
      </div>
    </div>
  )
}

type StoreAsFileProps = { source: JsonObject; isImage: boolean; onStored: (source: AttachmentSource) => void }

/** Moves base64 that stands in the prompt into a file beside the library; the request that leaves stays the same. */
function StoreAsFile({ source: { data }, isImage, onStored }: StoreAsFileProps) {
  const { host } = usePromptServices()
  const [problem, setProblem] = useState<string | null>(null)
  if (typeof data !== 'string' || data === '') return null
  const store = () =>
    host.call('attachments.add', { name: isImage ? 'image' : 'document', data }).then(onStored, (error: unknown) => {
      setProblem(toErrorData(error).message)
    })
  return (
    <span>
      <Button size="small" onClick={() => void store()}>
        Store as file
      </Button>{' '}
      <span className={styles.hint}>keeps the prompt small; what is sent stays the same</span>
      {problem !== null && (
        <span role="alert" className={styles.problem}>
          {problem}
        </span>
      )}
    </span>
  )
}
