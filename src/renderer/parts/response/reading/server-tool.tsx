import { Globe, Wrench } from 'lucide-react'
import type { ContentBlock } from '#shared/prompt/prompt'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import styles from '../answer-blocks.module.css'
import { useAnswerLabel } from '../answer-name.ts'
import { UntrustedLink } from '../markdown/untrusted-link.tsx'
import { oddText } from '../odd-text.tsx'
import { RawBlock } from '../raw-block.tsx'
import reading from './reading.module.css'

/** A tool that the API itself runs: its name, and its input as JSON. */
export function ServerToolCall({ block }: { block: ContentBlock }) {
  const name = text(block.name) || 'unnamed'
  return (
    <section className={styles.tool} aria-label={useAnswerLabel(`Server tool use: ${name.slice(0, 200)}`)}>
      <header className={styles.toolHeader}>
        <Wrench size={13} aria-hidden />
        <b>{oddText(name.slice(0, 200))}</b>
        <span className={styles.toolId}>run by the API · {text(block.id).slice(0, 100)}</span>
      </header>
      <div className={styles.toolInput}>
        <pre className={reading.output}>{oddText(JSON.stringify(block.input ?? null, null, 2).slice(0, 20_000))}</pre>
      </div>
    </section>
  )
}

/** What a server tool found: pages, output, an error code. What is in none of these forms is shown as it came. */
export function ServerToolResult({ block }: { block: ContentBlock }) {
  const name = block.type.replace(/_tool_result$/, '').slice(0, 100)
  const label = useAnswerLabel(`Result of ${name}`)
  const body = resultBody(block.content)
  if (body === null) return <RawBlock block={block} />
  return (
    <section className={styles.tool} aria-label={label}>
      <header className={styles.toolHeader}>
        <Globe size={13} aria-hidden />
        <b>Result of {name}</b>
        <span className={styles.toolId}>{text(block.tool_use_id).slice(0, 100)}</span>
      </header>
      <div className={styles.toolInput}>{body}</div>
    </section>
  )
}

const mostPages = 50

function resultBody(content: JsonValue | undefined) {
  if (Array.isArray(content)) {
    const pages = content.filter(isObject).filter(({ url }) => typeof url === 'string')
    if (pages.length !== content.length) return null
    if (pages.length === 0) return <p className={reading.place}>Nothing was found.</p>
    return (
      <ol className={reading.pages}>
        {pages.slice(0, mostPages).map((page, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its place
          <Page key={index} page={page} />
        ))}
        {pages.length > mostPages && <li className={reading.place}>and {pages.length - mostPages} more</li>}
      </ol>
    )
  }
  if (!isObject(content)) return null
  if (typeof content.error_code === 'string') {
    return <p className={reading.failed}>Failed: {content.error_code.slice(0, 200)}</p>
  }
  const outputs = (['stdout', 'stderr'] as const).filter((field) => typeof content[field] === 'string')
  if (outputs.length === 0) return null
  return (
    <>
      {outputs.map((field) => (
        <div key={field}>
          {field === 'stderr' && text(content[field]) !== '' && <p className={reading.place}>stderr</p>}
          <pre className={reading.output} title={field}>
            {oddText(text(content[field]).slice(0, 20_000))}
          </pre>
        </div>
      ))}
      {typeof content.return_code === 'number' && <p className={reading.place}>return code {content.return_code}</p>}
    </>
  )
}

function Page({ page }: { page: JsonObject }) {
  const url = text(page.url)
  return (
    <li>
      <UntrustedLink href={url}>{oddText((text(page.title) || url).slice(0, 200))}</UntrustedLink>
      {text(page.page_age) !== '' && <span className={reading.place}> · {text(page.page_age).slice(0, 100)}</span>}
    </li>
  )
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
