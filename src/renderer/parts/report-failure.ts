import { toErrorData } from '#shared/app-error'
import type { Toaster } from '../ui/toast.tsx'

/**
 * For actions whose failure has no place of its own on the screen: says in a toast what the core said.
 * A run's errors never come here; they are shown where its response would be.
 */
export function reportFailure(toaster: Toaster, work: Promise<unknown>): void {
  work.catch((error: unknown) => toaster.show(toErrorData(error).message))
}
