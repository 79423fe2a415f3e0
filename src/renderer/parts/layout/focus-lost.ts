/** Whether nothing has the focus: the page has it, or a pane that keeps it for what is gone (features/frame/use-focus-kept.ts). */
export function isFocusLost(has = document.activeElement): boolean {
  return has === null || has.matches('body, [data-pane]')
}
