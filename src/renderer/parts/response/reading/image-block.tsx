import type { ContentBlock } from '#shared/prompt/prompt'
import { isObject } from '#shared/text/json'
import { UntrustedImage } from '../markdown/untrusted-image.tsx'
import { RawBlock } from '../raw-block.tsx'
import { imageAddress } from './answer-image.ts'
import styles from './reading.module.css'

/** A picture that came with the answer; of one that is elsewhere only its host, since loading it would tell that host. */
export function ImageBlock({ block }: { block: ContentBlock }) {
  const { source } = block
  const address = imageAddress(source)
  if (address !== null) return <img className={styles.image} src={address} alt="From the answer" />
  if (isObject(source) && typeof source.url === 'string') {
    return (
      <p className={styles.elsewhere}>
        <UntrustedImage src={source.url} alt={undefined} />
      </p>
    )
  }
  return <RawBlock block={block} />
}
