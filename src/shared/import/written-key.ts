/** Shorter ones are none. */
const shortest = 8

/** Whether a text in the place of a key is one: what has no digit stands for it, as `your_api_key` does, and `{{name}}` is a variable. */
export function isWrittenKey(text: string): boolean {
  return text.length >= shortest && /\d/.test(text) && !text.includes('{{')
}
