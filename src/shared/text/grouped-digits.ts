/**
 * A number with commas between its thousands: `12,345`. What `toLocaleString('en-US')` writes, without the 20 ms that the
 * first formatter of a page takes.
 */
export function groupedDigits(value: number): string {
  const [whole = '', ...rest] = String(value).split('.')
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.')
}
