import { classNames } from './class-names.ts'
import styles from './tone-text.module.css'

export type Tone = 'ok' | 'warning' | 'error' | 'neutral'

type ToneTextProps = { tone: Tone; className?: string; children: string }

/** Words in the colour of what they say, which is never told by the colour alone; `neutral` keeps the colour around them. */
export function ToneText({ tone, className, children }: ToneTextProps) {
  return (
    <span className={classNames(styles.text, className)} data-tone={tone}>
      {children}
    </span>
  )
}
