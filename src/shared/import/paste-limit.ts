/** Characters that a paste or a file may have to be read: as much as the largest request that the API takes. */
export const longestPaste = 32_000_000
