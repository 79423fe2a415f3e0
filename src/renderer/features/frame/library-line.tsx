import type { HTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from '../../ui/class-names.ts'
import styles from './library-list.module.css'

/** Where a line of the tree stands. `topPx`: only where not every line is in the page. */
export type LinePlace = { depth: number; index: number; count: number; topPx: number | null }

/** The height of a line, in pixels. */
export const lineHeight = 26
const indentPx = 14

type LibraryLineProps = HTMLAttributes<HTMLLIElement> & {
  ref?: Ref<HTMLLIElement>
  place: LinePlace
  children: ReactNode
}

/** A line of the library's tree, as deep as it is nested. */
export function LibraryLine({ ref, place, className, children, ...rest }: LibraryLineProps) {
  const { depth, index, count, topPx } = place
  const indent = { paddingLeft: depth * indentPx }
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: ARIA 1.2 gives items of a list a level, too
    <li
      ref={ref}
      {...rest}
      className={classNames(styles.row, topPx !== null && styles.placed, className)}
      aria-level={depth + 1}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={topPx === null ? indent : { ...indent, height: lineHeight, transform: `translateY(${topPx}px)` }}
    >
      {children}
    </li>
  )
}
