import { hasConversation } from '#shared/conversation/conversation'
import type { PartKey, Share } from '#shared/conversation/fit-shares'
import { summarisableTurns } from '#shared/conversation/fit-summary'
import { type Prompt, textOf } from '#shared/prompt/prompt'
import { groupedDigits } from '#shared/text/grouped-digits'
import { percentText } from '../../parts/prompt/format.ts'
import { focusWhenThere } from '../../parts/prompt/list/focus-when-there.ts'
import { useFindings, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './context-panel.module.css'
import { newConversation } from './conversation-edits.ts'
import { FitForm } from './fit-form.tsx'
import { mostCounted } from './share-counter.ts'
import { type Shares, useShares } from './use-shares.ts'

type ContextPanelProps = { onClose: () => void; onSummarise: () => void }

const mostShown = 8

/** What takes the room in the model's context window, the largest parts first, and what can be done to take less. */
export function ContextPanel({ onClose, onSummarise }: ContextPanelProps) {
  const services = usePromptServices()
  const shares = useShares()
  if (!shares) return null
  const { prompt } = shares
  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>Context window</h2>
      <Totals shares={shares} />
      <Largest shares={shares} onClose={onClose} />
      <FitForm shares={shares} onClose={onClose} />
      <p className={styles.buttons}>
        <Button size="small" disabled={summarisableTurns(prompt) === 0} onClick={onSummarise}>
          Summarise older turns…
        </Button>
        <Button
          size="small"
          variant="ghost"
          disabled={!hasConversation(prompt)}
          onClick={() => {
            onClose()
            newConversation(services)
          }}
        >
          New conversation
        </Button>
      </p>
    </div>
  )
}

function Totals({ shares: { prompt, total, isExact } }: { shares: Shares }) {
  const window = useFindings(({ model }) => model?.contextWindow ?? null)
  const maxTokens = prompt.settings.max_tokens
  const sum = total + maxTokens
  return (
    <dl className={styles.totals}>
      <dt>Input</dt>
      <dd>
        {isExact ? '' : '≈ '}
        {groupedDigits(total)}
        {isExact ? '' : ' (estimate)'}
      </dd>
      <dt>
        <code>max_tokens</code>
      </dt>
      <dd>{groupedDigits(maxTokens)}</dd>
      <dt>Together</dt>
      <dd>
        {groupedDigits(sum)}
        {window !== null && ` of ${groupedDigits(window)} · ${percentText(sum / window)}`}
      </dd>
    </dl>
  )
}

function Largest({ shares: { prompt, total, shares }, onClose }: { shares: Shares; onClose: () => void }) {
  const largest = shares.toSorted((one, other) => other.tokens - one.tokens).slice(0, mostShown)
  const exact = shares.filter(({ isExact }) => isExact).length
  return (
    <section className={styles.part} aria-label="Largest parts">
      <h3 className={styles.heading}>
        {shares.length > mostShown ? `Largest ${mostShown} of ${shares.length} parts` : 'Parts'}
      </h3>
      <ol className={styles.list}>
        {largest.map((share) => (
          <PartRow key={share.key} share={share} prompt={prompt} total={total} onClose={onClose} />
        ))}
      </ol>
      <p className={styles.note}>
        {exact === 0
          ? '≈ estimates: the total shared out by length.'
          : `${exact} counted by the server with count_tokens, one request each, at most ${mostCounted}; ≈ is an estimate, the rest shared out by length.`}
      </p>
    </section>
  )
}

type PartRowProps = { share: Share; prompt: Prompt; total: number; onClose: () => void }

function PartRow({ share: { key, tokens, isExact }, prompt, total, onClose }: PartRowProps) {
  const services = usePromptServices()
  const id = messageId(key)
  const name = nameOf(key, prompt)
  return (
    <li className={styles.row}>
      <span className={styles.name}>
        {id === null ? (
          name
        ) : (
          <Button
            variant="link"
            size="small"
            onClick={() => {
              onClose()
              focusWhenThere(services, id)
            }}
          >
            {name}
          </Button>
        )}
      </span>
      <span className={styles.words}>{wordsOf(key, prompt)}</span>
      <span className={styles.number}>
        {isExact ? '' : '≈ '}
        {groupedDigits(tokens)}
      </span>
      <span className={styles.percent}>{total === 0 ? '' : percentText(tokens / total)}</span>
    </li>
  )
}

function messageId(key: PartKey): string | null {
  return key.startsWith('message ') ? key.slice('message '.length) : null
}

function nameOf(key: PartKey, { messages }: Prompt): string {
  if (key === 'system') return 'System prompt'
  if (key === 'tools') return 'Tools'
  if (key === 'prefill') return 'Prefill'
  if (key === 'frame') return 'Roles and frame'
  const index = messages.findIndex(({ id }) => id === messageId(key))
  return `Message ${index + 1} (${messages[index]?.role})`
}

/** The first words of a part, to know it by. */
function wordsOf(key: PartKey, { system, messages, prefill }: Prompt): string {
  const id = messageId(key)
  const content =
    key === 'system' ? system : key === 'prefill' ? prefill : messages.find((one) => one.id === id)?.content
  return content === undefined ? '' : textOf(content).slice(0, 80)
}
