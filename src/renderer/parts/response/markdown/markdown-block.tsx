import { Fragment, memo, type ReactNode } from 'react'
import Markdown, { type Components, type Options } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { remarkMarkJoined } from './mark-joined.ts'
import styles from './markdown.module.css'
import { remarkShowHtml } from './show-html.ts'
import { UntrustedImage } from './untrusted-image.tsx'
import { UntrustedLink } from './untrusted-link.tsx'

const plugins: NonNullable<Options['remarkPlugins']> = [remarkGfm, remarkShowHtml]

const components: Components = {
  a: ({ href, children }) => <UntrustedLink href={href}>{children}</UntrustedLink>,
  img: ({ src, alt }) => <UntrustedImage src={typeof src === 'string' ? src : ''} alt={alt} />,
  pre: ({ children }) => <pre className={styles.code}>{children}</pre>,
  code: ({ className, children }) => <code className={className}>{children}</code>,
  table: ({ children }) => (
    <div className={styles.table}>
      <table>{children}</table>
    </div>
  ),
  input: ({ checked }) => <input type="checkbox" checked={checked === true} disabled aria-label="Task" />,
}

const inlineComponents: Components = { ...components, p: ({ children }) => <Fragment>{children}</Fragment> }

/** Model output is hostile text: an address is never judged here but shown as it is, and judged where it would be used. */
function keepUrl(url: string): string {
  return url
}

type MarkdownProps = {
  text: string
  /** How many code units at the beginning are the prefill, which is marked. */
  joined?: number
}

/** Markdown, parsed whole. Raw HTML stays visible text, images do not load, links are asked about before they open. */
export const MarkdownBlock = memo(function MarkdownBlock({ text, joined = 0 }: MarkdownProps) {
  return <Parsed text={text} joined={joined} components={components} />
})

/** A part of a paragraph, without the paragraph around it; the white space behind the part is kept. */
export const MarkdownPart = memo(function MarkdownPart({ text, joined = 0 }: MarkdownProps): ReactNode {
  const end = text.length - 1
  return (
    <>
      <Parsed text={text.slice(0, end)} joined={joined} components={inlineComponents} />
      {text.slice(end)}
    </>
  )
})

function Parsed({ text, joined, components: chosen }: Required<MarkdownProps> & { components: Components }) {
  const withJoined: Options['remarkPlugins'] = [...plugins, [remarkMarkJoined, { length: joined }]]
  return (
    <Markdown remarkPlugins={joined > 0 ? withJoined : plugins} components={chosen} urlTransform={keepUrl}>
      {text}
    </Markdown>
  )
}
