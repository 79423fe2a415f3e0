import { type RateLimit, rateLimitLabel } from '#shared/runs/rate-limits'
import { Meter } from '../../ui/meter.tsx'
import { countText } from '../response/format.ts'
import styles from './rate-limit-meters.module.css'

/** What remains of each rate limit: a full bar is all of it. */
export function RateLimitMeters({ limits }: { limits: readonly RateLimit[] }) {
  return (
    <dl className={styles.meters}>
      {limits.map(({ kind, limit, remaining }) => {
        const share = remaining / limit
        const words = `${countText(remaining)} of ${countText(limit)}`
        return (
          <div key={kind} className={styles.line}>
            <dt>{rateLimitLabel(kind)}</dt>
            <dd className={styles.bar}>
              <Meter
                label={rateLimitLabel(kind)}
                value={share}
                valueText={`${words} left`}
                tone={share <= 0.05 ? 'error' : share <= 0.2 ? 'warning' : 'ok'}
              />
            </dd>
            <dd className={styles.words}>{words}</dd>
          </div>
        )
      })}
    </dl>
  )
}
