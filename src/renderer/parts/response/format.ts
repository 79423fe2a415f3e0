// Numbers as the response pane prints them. A value that is not known is a dash, never a zero.

import { groupedDigits } from '#shared/text/grouped-digits'

/** Stands for what is not known, or not known yet. */
export const unknown = '–'

/** `412 ms`, `1.94 s`, `12.3 s`, `2 m 05 s`. */
export function durationText(ms: number | null): string {
  if (ms === null) return unknown
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${(ms / 1_000).toFixed(2)} s`
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`
}

/** A clock that runs: `0.4 s`, `12 s`, `2:05`. It does not jump in width within a minute. */
export function clockText(ms: number): string {
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`
  if (ms < 60_000) return `${Math.floor(ms / 1_000)} s`
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `2,123`. */
export function countText(count: number | null): string {
  return count === null ? unknown : groupedDigits(Math.round(count))
}

/** `77 tok/s`; one digit behind the point below ten. */
export function rateText(tokensPerSecond: number | null): string {
  if (tokensPerSecond === null) return unknown
  return `${tokensPerSecond < 10 ? tokensPerSecond.toFixed(1) : countText(tokensPerSecond)} tok/s`
}

/** The time of day of an ISO moment where the person is: `14:02`, or `14:02:31` with seconds. */
export function timeText(iso: string, options: { seconds?: boolean } = {}): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return unknown
  const parts = [date.getHours(), date.getMinutes(), ...(options.seconds ? [date.getSeconds()] : [])]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** The time of day for a moment of today, else the day: `14:02`, `21 Nov`, `21 Nov 2025`. */
export function momentText(iso: string, now: Date): string {
  const date = new Date(iso)
  if (Number.isNaN(date.getTime())) return unknown
  if (date.toDateString() === now.toDateString()) return timeText(iso)
  const day = `${date.getDate()} ${months[date.getMonth()]}`
  return date.getFullYear() === now.getFullYear() ? day : `${day} ${date.getFullYear()}`
}

/** The moment of something past: `14:02` of today, else `21 Nov, 14:02`. */
export function dayAndTime(iso: string, now = new Date()): string {
  const day = momentText(iso, now)
  const time = timeText(iso)
  return day === time ? time : `${day}, ${time}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A long id with its middle left out: `req_011CSH…4f2`. */
export function shortId(id: string): string {
  return id.length <= 16 ? id : `${id.slice(0, 10)}…${id.slice(-3)}`
}

/** A model's name for a narrow place: `claude-haiku-4-5-20251001` → `Haiku 4.5`; other ids as they are. */
export function shortModel(id: string): string {
  const match = /^claude-([a-z]+)-(\d{1,2})(?:-(\d{1,2}))?(?:-\d{8})?$/.exec(id)
  if (!match) return id
  const [, line = '', major, minor] = match
  const version = minor === undefined ? major : `${major}.${minor}`
  return `${line.charAt(0).toUpperCase()}${line.slice(1)} ${version}`
}
