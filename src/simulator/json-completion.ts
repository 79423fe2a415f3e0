// Ends a piece of JSON that was begun by someone else, so that both together are valid.

type Frame = { kind: 'object' | 'array'; expects: 'key' | 'colon' | 'value' | 'next' }
type Scan = { frames: Frame[]; inString: boolean; isKey: boolean; escape: string; scalar: string; isComplete: boolean }

/** True when a prefill reads as the start of JSON, bare or in a code fence. */
export function looksLikeJson(prefill: string): boolean {
  return /^\s*(```(json)?\s*)?[[{]/.test(prefill)
}

/**
 * The text that completes this start of JSON, or `null` when no text can.
 * @param start Begins with `{` or `[`, after an opening code fence if there is one; the fence is closed again.
 */
export function completeJson(start: string): string | null {
  const fence = /^\s*```(?:json)?\s*/.exec(start)?.[0] ?? ''
  const json = start.slice(fence.length)
  const scan = scanJson(json)
  if (scan === null) return null
  const rest = endOf(scan)
  try {
    JSON.parse(json + rest)
  } catch {
    return null // The start was not JSON after all (a stray comma, a bare word): the caller writes prose instead.
  }
  return fence ? `${rest}\n\`\`\`` : rest
}

function scanJson(json: string): Scan | null {
  const scan: Scan = { frames: [], inString: false, isKey: false, escape: '', scalar: '', isComplete: false }
  for (const character of json) {
    if (scan.inString) readString(scan, character)
    else if (!readOutside(scan, character)) return null
  }
  return scan
}

function readString(scan: Scan, character: string) {
  if (scan.escape !== '') {
    scan.escape += character
    const isWhole = scan.escape[1] === 'u' ? scan.escape.length === 6 : true
    if (isWhole) scan.escape = ''
  } else if (character === '\\') scan.escape = '\\'
  else if (character === '"') {
    scan.inString = false
    const frame = scan.frames.at(-1)
    if (frame) frame.expects = scan.isKey ? 'colon' : 'next'
  }
}

/** False when the character cannot stand here. */
function readOutside(scan: Scan, character: string): boolean {
  const frame = scan.frames.at(-1)
  if (scan.scalar !== '' && /[\s,\]}]/.test(character)) {
    scan.scalar = ''
    if (frame) frame.expects = 'next'
  }
  if (/\s/.test(character)) return true
  if (scan.isComplete) return false
  if (character === '{' || character === '[') {
    const kind = character === '{' ? 'object' : 'array'
    scan.frames.push({ kind, expects: kind === 'object' ? 'key' : 'value' })
    return true
  }
  if (frame === undefined) return false
  if (character === '}' || character === ']') {
    scan.frames.pop()
    const outer = scan.frames.at(-1)
    if (outer) outer.expects = 'next'
    else scan.isComplete = true
    return true
  }
  if (character === ',') frame.expects = frame.kind === 'object' ? 'key' : 'value'
  else if (character === ':') frame.expects = 'value'
  else if (character === '"') {
    scan.inString = true
    scan.isKey = frame.expects === 'key'
  } else scan.scalar += character
  return true
}

function endOf(scan: Scan): string {
  let rest = ''
  const frames = scan.frames.map((frame) => ({ ...frame }))
  const inner = frames.at(-1)
  if (scan.inString && inner) {
    rest += `${restOfEscape(scan.escape)}${scan.isKey ? '' : '… (simulated)'}"`
    inner.expects = scan.isKey ? 'colon' : 'next'
  } else if (scan.scalar !== '' && inner) {
    rest += restOfScalar(scan.scalar)
    inner.expects = 'next'
  }
  for (const frame of frames.toReversed()) {
    rest += endOfFrame(frame, frame === inner)
    const index = frames.indexOf(frame)
    const outer = frames[index - 1]
    if (outer) outer.expects = 'next'
  }
  return rest
}

/** Ends one object or array; the innermost also gets a member, so that the answer has something to show. */
function endOfFrame(frame: Frame, isInner: boolean): string {
  const member = '"simulated": true, "note": "Completed by the simulator — no model was asked"'
  if (frame.kind === 'array') {
    const value = frame.expects === 'value' ? '"a simulated item"' : ''
    return `${value}]`
  }
  if (frame.expects === 'key') return `${member}}`
  if (frame.expects === 'colon') return `: "a simulated value", ${member}}`
  if (frame.expects === 'value') return ` "a simulated value", ${member}}`
  return isInner ? `, ${member}}` : '}'
}

function restOfEscape(begun: string): string {
  if (begun === '') return ''
  return begun[1] === 'u' ? '0'.repeat(6 - begun.length) : 'n'
}

/** The rest of a literal (`tr` → `ue`) or of a number that cannot end here (`-`, `1.`, `2e`). */
function restOfScalar(scalar: string): string {
  const literal = ['true', 'false', 'null'].find((word) => word.startsWith(scalar))
  if (literal) return literal.slice(scalar.length)
  return /\d$/.test(scalar) ? '' : '0'
}
