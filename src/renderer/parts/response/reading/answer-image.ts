import { isObject, type JsonValue } from '#shared/text/json'

/** How files of each kind begin, as base64 (the formats' own magic numbers). SVG is none of them: it can hold scripts. */
const beginnings: readonly [type: string, pattern: RegExp][] = [
  ['image/png', /^iVBORw0KGgo/],
  ['image/jpeg', /^\/9j\//],
  ['image/gif', /^R0lGOD[dl]/],
  ['image/webp', /^UklGR.{7}RUJQ/],
]

/** Above this many characters of base64 an image is not put into the page: the API's own limit for one. */
const longest = 14_000_000

/**
 * The address of an image that came inside of an answer, told by its bytes and not by what it is called; `null` where it is
 * no picture that a page can show without running anything.
 */
export function imageAddress(source: JsonValue | undefined): string | null {
  if (!isObject(source) || source.type !== 'base64' || typeof source.data !== 'string') return null
  const { data } = source
  if (data.length > longest || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return null
  const type = beginnings.find(([, pattern]) => pattern.test(data))?.[0]
  return type === undefined ? null : `data:${type};base64,${data}`
}
