// Days as a date field has them, `2026-11-23`, and moments: where the person is.

/** The day of a moment, or one so many days later. */
export function dayOf(moment: string, later = 0): string {
  const date = new Date(moment)
  date.setDate(date.getDate() + later)
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')
}

/** The moment at which a day begins; `null` where the text is no day. */
export function startOfDay(day: string): string | null {
  const date = new Date(`${day}T00:00:00`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** The moment at which the next day begins; `null` where the text is no day. */
export function dayAfter(day: string): string | null {
  const start = startOfDay(day)
  return start === null ? null : startOfDay(dayOf(start, 1))
}
