import type { Cost } from '#shared/models/cost'
import { costText } from '../prompt/format.ts'
import { CostButton } from './cost-button.tsx'

type RunCostProps = {
  cost: Cost
  /** The API has not told all output tokens, so it can only become more. */
  isAtLeast: boolean
}

/** What a run cost, at the prices of then. */
export function RunCost({ cost, isAtLeast }: RunCostProps) {
  return (
    <CostButton text={runCostText(cost, isAtLeast)} cost={cost} title="Cost of this run">
      {isAtLeast && <p>The API has not told the output tokens.</p>}
      {cost.unpriced.length > 0 && <p>What server tools cost is not known here and comes on top.</p>}
      <p>At the prices of then. Prices that change later do not change it.</p>
    </CostButton>
  )
}

/** `$0.0028`, `≥ $0.0028` where it can only be more, `unknown` where nothing of it is known. */
function runCostText({ usd, knownUsd }: Cost, isAtLeast: boolean): string {
  if (usd === null && knownUsd === 0) return 'unknown'
  return `${isAtLeast || usd === null ? '≥ ' : ''}${costText(usd ?? knownUsd)}`
}
