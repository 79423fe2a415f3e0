/** The parts of the WHATWG URL that pure code needs; every host of ours has it, but `lib: ES2023` does not know it. */
export type WebUrl = {
  readonly href: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly host: string
  readonly hostname: string
  readonly pathname: string
  readonly search: string
  readonly hash: string
}

type UrlConstructor = { new (text: string): WebUrl; canParse(text: string): boolean }

/** The parsed address, or `null` where the text is none. Odd spellings of IP addresses come out dotted. */
export function parseUrl(text: string): WebUrl | null {
  // Safe: the browsers, Node and Electron that Antiphon runs on all have the global.
  const { URL } = globalThis as unknown as { URL: UrlConstructor }
  return URL.canParse(text) ? new URL(text) : null
}
