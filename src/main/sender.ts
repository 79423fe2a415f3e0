/** The scheme and host under which the window's own files are served. */
export const appOrigin = 'app://antiphon'

/** What we look at of Electron's WebFrameMain. */
export type Frame = { url: string; parent: unknown; detached?: boolean } | null | undefined

/**
 * Whether a message comes from our own page in a main frame: exact scheme and host, no sub-frame, no about:blank, no frame
 * that is gone. Stricter than VS Code, which lets an undefined URL through.
 */
export function isOwnFrame(frame: Frame): boolean {
  if (!frame || frame.detached === true || frame.parent !== null) return false
  return isOwnUrl(frame.url)
}

/** Whether a URL is a page of ours. `app://antiphon.evil/` and `app://antiphon@evil/` are not. */
export function isOwnUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host, username, password } = new URL(text)
  return protocol === 'app:' && host === 'antiphon' && username === '' && password === ''
}
