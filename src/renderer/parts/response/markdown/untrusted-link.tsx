import { type ReactNode, useContext, useState } from 'react'
import { checkLink } from '#shared/text/link'
import { Button } from '../../../ui/button.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { LinkOpener } from '../link-opener.ts'
import styles from './markdown.module.css'

type UntrustedLinkProps = { href: string | undefined; children: ReactNode }

/**
 * A link out of a model's answer. It is no anchor, so no click, drag or middle click can follow it by itself: a press shows
 * the real host, a second one opens it. What is no plain https address stays text, with the reason in its title.
 */
export function UntrustedLink({ href = '', children }: UntrustedLinkProps) {
  const verdict = checkLink(href)
  if (!verdict.ok) {
    return (
      <span className={styles.inert} title={`${verdict.reason} It points to: ${shorten(href, 200)}`}>
        {children}
      </span>
    )
  }
  return (
    <AskedLink url={verdict.url} host={verdict.host}>
      {children}
    </AskedLink>
  )
}

function AskedLink({ url, host, children }: { url: string; host: string; children: ReactNode }) {
  const openLink = useContext(LinkOpener)
  const [isOpen, setOpen] = useState(false)
  const [wasAsked, setWasAsked] = useState(false)
  const link = (
    <button
      type="button"
      className={styles.link}
      title={`Opens ${host} after asking`}
      onClick={wasAsked ? undefined : () => [setWasAsked(true), setOpen(true)]}
    >
      {children}
    </button>
  )
  // An answer can hold thousands of links: the popover is made for the one that was pressed.
  if (!wasAsked) return link
  return (
    <Popover trigger={link} title="Open this link?" open={isOpen} onOpenChange={setOpen}>
      <div className={styles.ask}>
        <b className={styles.host}>{host}</b>
        <span className={styles.address}>{shorten(url, 300)}</span>
        <Button
          size="small"
          onClick={() => {
            setOpen(false)
            openLink(url)
          }}
        >
          Open in the browser
        </Button>
      </div>
    </Popover>
  )
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
