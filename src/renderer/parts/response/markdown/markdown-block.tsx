import { memo, type ReactNode } from 'react'
import { oddText } from '../odd-text.tsx'
import { isPlainLine } from './line-shape.ts'
import { markOdd } from './mark-odd.ts'
import styles from './markdown.module.css'
import { type Components, createMarkdownParser, type Parsed, splitFirstParagraph, toReact } from './parse-markdown.ts'
import { UntrustedImage } from './untrusted-image.tsx'
import { UntrustedLink } from './untrusted-link.tsx'

const parse = createMarkdownParser()

/** Model output is hostile text: an address is never judged here but shown as it is, and judged where it would be used. */
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

/** Characters that hide or turn text around are seen by a sign. */
function show(tree: Parsed): ReactNode {
  return toReact(markOdd(tree), components)
}

type MarkdownProps = {
  text: string
  /** How many code units at the beginning are the prefill, which is marked. */
  joined?: number
}

/** Markdown, parsed whole. Raw HTML stays visible text, images do not load, links are asked about before they open. */
export const MarkdownBlock = memo(function MarkdownBlock({ text, joined = 0 }: MarkdownProps): ReactNode {
  return show(parse(text, joined))
})

/** A piece of a paragraph, without the paragraph around it; the white space behind the piece is kept. */
export function showPiece(text: string, joined: number): ReactNode {
  if (joined === 0 && isPlainLine(text)) return oddText(text)
  const end = text.length - 1
  const { inside } = splitFirstParagraph(parse(text.slice(0, end), joined))
  return (
    <>
      {inside && show(inside)}
      {text.slice(end)}
    </>
  )
}

/** Markdown of which the beginning may be there already: the first pieces of its first paragraph, as children. */
export const MarkdownRest = memo(function MarkdownRest({
  text,
  joined = 0,
  children,
}: MarkdownProps & { children?: ReactNode }): ReactNode {
  const { inside, behind } = splitFirstParagraph(parse(text, joined))
  return (
    <>
      {(children || inside) && (
        <p>
          {children}
          {inside && show(inside)}
        </p>
      )}
      {behind.children.length > 0 && show(behind)}
    </>
  )
})
