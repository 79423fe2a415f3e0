// Small shared facts, apart from `app` so that what `app` needs can read them.

/** Where the app is in its life. */
export const appState = { isReady: false, isQuitting: false }
