import type { Cost, CostFactor, CostLine } from '#shared/models/cost'
import { groupedDigits } from '#shared/text/grouped-digits'
import styles from './cost.module.css'

const kinds: Record<CostLine['kind'], string> = {
  input: 'Input',
  'cache-write-5m': 'Cache write, 5 minutes',
  'cache-write-1h': 'Cache write, 1 hour',
  'cache-read': 'Cache read',
  output: 'Output',
}
const factors: Record<CostFactor['kind'], string> = { geo: 'Inference in the US', batch: 'Batch' }

/** The sum, line by line: tokens × price = amount, then what multiplies it, then what is charged apart. */
export function CostTable({ cost }: { cost: Cost }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{listName(cost)}</th>
          <th scope="col">Tokens</th>
          <th scope="col">$ per million</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        {cost.lines.map((line) => (
          <tr key={line.kind}>
            <th scope="row">{kinds[line.kind]}</th>
            <td>{groupedDigits(line.tokens)}</td>
            <td>
              {line.isOwn && <span className={styles.own}>yours </span>}× {priceText(line.usdPerMTok)}
            </td>
            <td>{amountText(line.usd)}</td>
          </tr>
        ))}
        {cost.factors.map(({ kind, factor }) => (
          <tr key={kind}>
            <th scope="row">{factors[kind]}</th>
            <td />
            <td>× {factor ?? 'unknown'}</td>
            <td />
          </tr>
        ))}
        {cost.unpriced.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row">
              <code>{name}</code>
            </th>
            <td>{groupedDigits(count)} uses</td>
            <td>× unknown</td>
            <td>unknown</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={3}>
            {cost.usd === null && cost.knownUsd > 0 ? 'At least' : 'Sum'}
          </th>
          <td>{cost.usd === null && cost.knownUsd > 0 ? amountText(cost.knownUsd) : amountText(cost.usd)}</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** Whose prices these are, and from which list. */
function listName({ model, tier }: Cost): string {
  if (model === null) return 'Unknown model'
  if (tier === null) return `${model}: which prices apply is not known`
  if (tier === 'standard') return model
  return `${model}, ${tier === 'fast' ? 'fast mode' : 'long prompt'}`
}

function priceText(usdPerMTok: number | null): string {
  return usdPerMTok === null ? 'unknown' : String(Number(usdPerMTok.toPrecision(6)))
}

/** With so many digits that the lines add up to the sum: a token of the cheapest model costs a millionth of ten cents. */
function amountText(usd: number | null): string {
  return usd === null ? 'unknown' : `$${usd.toFixed(usd >= 10 ? 4 : 6)}`
}
