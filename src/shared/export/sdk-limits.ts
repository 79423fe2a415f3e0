// What Anthropic's SDKs do by themselves, whatever the language (Messages API reference, sections 3 and 10).
import { samplingFields } from '../request/api-version.ts'
import { type CodeNote, how, listed, when } from './notes.ts'
import type { Plan } from './plan.ts'

/**
 * The timeout in seconds that a request without streaming needs, so that the SDK does not refuse it before it is sent; `null`
 * where it needs none: up to 10 minutes at 128,000 tokens an hour.
 */
export function nonStreamingSeconds(maxTokens: number): number | null {
  const seconds = (3_600 * maxTokens) / 128_000
  return seconds > 600 ? Math.ceil(seconds) : null
}

/** Why the code pins a version, and what the SDK takes by another way only. */
export function samplingNote(plan: Plan, isPinned: boolean, others: readonly string[], sdk: string): CodeNote[] {
  const isSampling = (name: string) => samplingFields.some((field) => field === name)
  const set = plan.fields.map(([name]) => name).filter(isSampling)
  const sampling = others.filter(isSampling)
  const rest = others.filter((name) => !isSampling(name))
  return [
    ...when(
      isPinned,
      how(
        set.length > 0 && plan.apiVersion === '2023-06-01'
          ? `Sampling needs API version 2023-06-01, so the code pins it.`
          : `SDK ${sdk} would send another API version, so the code pins ${plan.apiVersion}.`,
      ),
    ),
    ...when(
      sampling.length > 0,
      how(`SDK ${sdk} has no parameter for ${listed(sampling)}; the code hands it over as an extra field.`),
    ),
    ...when(rest.length > 0, how(`${listed(rest)}: not known to every SDK ${sdk}, so handed over as an extra field.`)),
  ]
}
