/** Events of WebContents that an app may listen for. */
export const webContentsEvents = [
  'console-message',
  'destroyed',
  'did-fail-load',
  'did-finish-load',
  'did-navigate',
  'did-navigate-in-page',
  'did-start-loading',
  'did-stop-loading',
  'dom-ready',
  'page-title-updated',
  'preload-error',
  'render-process-gone',
  'will-frame-navigate',
  'will-navigate',
  'will-redirect',
  // Accepted and never fired: Chromium has no <webview>, and nothing here hangs or asks.
  'will-attach-webview',
  'unresponsive',
  'responsive',
  'context-menu',
]
