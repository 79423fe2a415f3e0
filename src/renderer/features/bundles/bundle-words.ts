import { byteText } from '#shared/files/attachment-limits'
import type { BundleItem, BundlePart, BundleSecret } from '#shared/library/bundle'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** What stands behind a name: when a run was, which model or type, how large. */
export function aboutText({ at, detail, bytes }: Pick<BundlePart | BundleItem, 'at' | 'detail' | 'bytes'>): string {
  return [at === null ? '' : moment.format(new Date(at)), detail, byteText(bytes)].filter(Boolean).join(' · ')
}

/** What becomes of an item that is not simply added at the import; `null` where it is. */
export function fateText({ fate }: BundleItem): string | null {
  if (fate.is === 'known') return 'here already'
  return fate.is === 'renamed' ? `becomes “${fate.name}”` : null
}

export function secretText({ place, kind, excerpt }: BundleSecret): string {
  return `${place}: ${kind}, ${excerpt}`
}

export const kindTitles: readonly { kind: BundlePart['kind']; title: string }[] = [
  { kind: 'prompt', title: 'Prompt' },
  { kind: 'file', title: 'Files' },
  { kind: 'run', title: 'Runs' },
  { kind: 'preset', title: 'Presets' },
]

/** The chosen ones with another one, or without it. */
export function withKey(keys: ReadonlySet<string>, key: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(keys)
  if (isIn) next.add(key)
  else next.delete(key)
  return next
}
