/**
 * Fetches the style sheets of the page again that could not be fetched: for Vite one that is asked for in the page is there, so a
 * part that comes at the second try would come without its looks. Rejects where one is still missing.
 */
export async function fetchStylesAgain(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')]
  const there = new Set(links.filter(hasRules).map(({ href }) => href))
  const missing = new Map(links.filter(({ href }) => !there.has(href)).map((link) => [link.href, link]))
  await Promise.all([...missing.values()].map(fetchAgain))
}

/** One that could not be fetched has no sheet, or in Chromium one that may not be read. */
function hasRules({ sheet }: HTMLLinkElement): boolean {
  try {
    return sheet !== null && sheet.cssRules.length > 0
  } catch {
    return false
  }
}

/** Beside the first one, which may still be on its way, with somebody waiting for it. */
function fetchAgain(missing: HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    // Safe: the clone of a link is one.
    const link = missing.cloneNode() as HTMLLinkElement
    link.addEventListener('load', () => resolve(), { once: true })
    link.addEventListener('error', reject, { once: true })
    missing.after(link)
  })
}
