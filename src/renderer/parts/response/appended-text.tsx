import { memo, useLayoutEffect, useRef, useState } from 'react'

/** From so many UTF-16 code units on a text node is left as it is, at the next white space. */
const nodeLength = 160

/**
 * A text that mostly grows. What comes is put behind what is there, in short text nodes that React does not know of: the browser
 * lays only the last lines out again, and what is selected stays selected. Another text takes the place of all of it.
 */
export const AppendedText = memo(function AppendedText({ text }: { text: string }) {
  const place = useRef<HTMLDivElement>(null)
  const [begun] = useState(text)
  const shown = useRef(begun)
  useLayoutEffect(() => {
    if (!place.current || text === shown.current) return
    if (text.startsWith(shown.current)) append(place.current, text.slice(shown.current.length))
    else place.current.textContent = text
    shown.current = text
  }, [text])
  return <div ref={place}>{begun}</div>
})

function append(element: Element, added: string) {
  const last = element.lastChild
  if (!(last instanceof Text)) return element.append(added)
  const end = last.length < nodeLength ? -1 : added.search(/\s/)
  last.appendData(end === -1 ? added : added.slice(0, end))
  if (end !== -1) element.append(added.slice(end))
}
