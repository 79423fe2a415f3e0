/**
 * Whether this key belongs to an input method that is still composing a character. Such a key must do nothing else:
 * Enter then accepts a suggestion. Safari reports the last key of a composition only by its code 229.
 */
export function isComposing(event: { isComposing?: boolean; keyCode?: number; nativeEvent?: KeyboardEvent }): boolean {
  const key = event.nativeEvent ?? event
  return key.isComposing === true || key.keyCode === 229
}
