import type { ImportedParts } from '#shared/import/reading'
import type { ContentBlock } from '#shared/prompt/prompt'
import type { JsonValue } from '#shared/text/json'
import styles from './code-import-dialog.module.css'

const longestExcerpt = 160
const mostMessages = 20

/** The request in short: its settings and the beginning of each text. */
export function RequestSummary({ parts }: { parts: ImportedParts }) {
  const { model, apiVersion, system, messages, prefill, settings, betas, headers } = parts
  const more = messages.length - mostMessages
  const rows: [string, string][] = [
    ...(model === undefined ? [] : [['model', model] as [string, string]]),
    ...(apiVersion === undefined ? [] : [['anthropic-version', apiVersion] as [string, string]]),
    ...Object.entries(settings).map(([name, value]): [string, string] => [name, settingText(value)]),
    ...(betas ? [['anthropic-beta', betas.join(', ')] as [string, string]] : []),
    ...Object.entries(headers ?? {}),
    ...(system === undefined ? [] : [['System prompt', contentText(system)] as [string, string]]),
    ...messages.slice(0, mostMessages).map(({ role, content }): [string, string] => [role, contentText(content)]),
    ...(more > 0 ? [['', `and ${more} more messages`] as [string, string]] : []),
    ...(prefill === '' ? [] : [['Prefill', excerpt(prefill)] as [string, string]]),
  ]
  return (
    <dl className={styles.summary} aria-label="The request">
      {rows.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a request never change
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function settingText(value: JsonValue | undefined): string {
  if (Array.isArray(value))
    return `${value.length} ${value.length === 1 ? 'entry' : 'entries'}: ${excerpt(JSON.stringify(value))}`
  return excerpt(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
}

function contentText(content: string | ContentBlock[]): string {
  if (typeof content === 'string') return excerpt(content)
  return excerpt(content.map((block) => (typeof block.text === 'string' ? block.text : `[${block.type}]`)).join(' '))
}

function excerpt(text: string): string {
  return text.length > longestExcerpt ? `${text.slice(0, longestExcerpt)}…` : text
}
