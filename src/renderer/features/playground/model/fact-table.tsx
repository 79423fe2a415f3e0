import { Fragment } from 'react'
import type { FactChange, FactValue } from '#shared/models/model-changes'
import { groupedDigits } from '#shared/text/grouped-digits'
import { costText } from '../../../parts/prompt/format.ts'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import styles from './model-changes.module.css'

const groups: Record<FactChange['group'], string> = {
  sent: 'Where the field is not sent',
  tokens: 'Tokens and cost of this prompt',
  limits: 'Limits, in tokens',
  prices: 'Prices, US dollars for a million tokens',
  takes: 'What the model takes',
  life: 'Life',
}

type FactTableProps = { facts: readonly FactChange[]; before: string; after: string }

/** Facts that differ, side by side, under a heading for each kind. */
export function FactTable({ facts, before, after }: FactTableProps) {
  if (facts.length === 0) return <p className={styles.quiet}>No known fact differs.</p>
  return (
    <table className={styles.facts}>
      <thead>
        <tr>
          <th scope="col">
            <VisuallyHidden>Fact</VisuallyHidden>
          </th>
          <th scope="col">{before}</th>
          <th scope="col">{after}</th>
        </tr>
      </thead>
      <tbody>
        {[...Map.groupBy(facts, ({ group }) => group)].map(([group, members]) => (
          <Fragment key={group}>
            <tr>
              <th scope="rowgroup" colSpan={3} className={styles.group}>
                {groups[group]}
              </th>
            </tr>
            {members.map((fact) => (
              <tr key={fact.label}>
                <th scope="row">
                  {fact.label}
                  {fact.note && <span className={styles.factNote}>{fact.note}</span>}
                </th>
                <td>
                  {fact.estimates?.before && '≈ '}
                  {valueText(fact.before, fact.unit)}
                </td>
                <td className={styles.after}>
                  {fact.estimates?.after && '≈ '}
                  {valueText(fact.after, fact.unit)}
                  <Difference fact={fact} />
                </td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

/** How much more or less, where both are numbers. */
function Difference({ fact: { before, after, group } }: { fact: FactChange }) {
  if (typeof before !== 'number' || typeof after !== 'number' || before <= 0 || group === 'limits') return null
  const percent = Math.round((after / before - 1) * 100)
  if (percent === 0) return null
  return (
    <span className={styles.difference}>
      {percent > 0 ? '+' : '−'}
      {Math.abs(percent)} %
    </span>
  )
}

function valueText(value: FactValue, unit: FactChange['unit']): string {
  if (value === null) return 'unknown'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  if (unit === 'usd') return costText(value)
  return unit === 'usd-per-mtok' ? `$${value}` : groupedDigits(value)
}
