import { useEffect, useState } from 'react'

/**
 * Milliseconds since `since` (on the clock of `performance.now`), renewed ten times a second; `null` while there is no
 * `since`.
 */
export function useElapsed(since: number | null): number | null {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    if (since === null) return
    setNow(performance.now())
    const timer = setInterval(() => setNow(performance.now()), 100)
    return () => clearInterval(timer)
  }, [since])
  return since === null ? null : Math.max(0, now - since)
}
