import { createHash, randomBytes, timingSafeEqual } from './builtins.ts'

/** What a page needs to speak to the core: a cookie that scripts cannot read and a secret that no other origin gets. */
export type Credentials = { cookie: string; secret: string }

export type Session = {
  /** Goes into the address that the terminal shows, after the `#`, where no server log and no Referer sees it. */
  token: string
  /** The credentials in exchange for the token, once; `null` for a wrong token and for every later try. */
  redeem: (token: string) => Credentials | null
  /** Whether both belong together and to this start of the server. */
  admits: (cookie: string | null, secret: string | null) => boolean
}

/**
 * The one session of one start of the server. Cookie and secret go together because each alone has a hole: browsers send
 * cookies to every port of 127.0.0.1, and whatever a script can read, an injected script could carry away.
 */
export function createSession(): Session {
  const token = randomText()
  const credentials: Credentials = { cookie: randomText(), secret: randomText() }
  let isRedeemed = false
  return {
    token,
    redeem: (offered) => {
      if (isRedeemed || !isSame(offered, token)) return null
      isRedeemed = true
      return credentials
    },
    admits: (cookie, secret) =>
      isRedeemed &&
      cookie !== null &&
      secret !== null &&
      isSame(cookie, credentials.cookie) &&
      isSame(secret, credentials.secret),
  }
}

/** The cookie's name. It carries the port, so that two servers on one machine do not overwrite each other's. */
export function cookieName(port: number): string {
  return `antiphon-${port}`
}

/** The value of our cookie in a `Cookie` header, or `null`. */
export function readCookie(header: string | undefined, port: number): string | null {
  const prefix = `${cookieName(port)}=`
  const found = (header ?? '').split(/; */).find((pair) => pair.startsWith(prefix))
  return found === undefined ? null : found.slice(prefix.length)
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in a time that does not depend on how much of the text is right; hashing makes the lengths equal. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(hash(left), hash(right))
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
