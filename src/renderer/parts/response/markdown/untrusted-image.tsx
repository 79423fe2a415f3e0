import { Image } from 'lucide-react'
import { checkLink } from '#shared/text/link'
import styles from './markdown.module.css'

/** Stands where a model's answer has an image: loading one would tell its host what was asked, so none is loaded. */
export function UntrustedImage({ src, alt }: { src: string; alt: string | undefined }) {
  const verdict = checkLink(src)
  const from = verdict.ok ? verdict.host : /^data:/i.test(src) ? 'inside the answer' : 'not a web address'
  return (
    <span className={styles.image} title="Antiphon loads no images from answers: the request would tell their host.">
      <Image size={13} aria-hidden />
      <span>{alt ? `Image: ${alt}` : 'Image'}</span>
      <span className={styles.from}>{from}</span>
    </span>
  )
}
