// Windows takes the small digits for digits, too, and looks at what stands before the first dot.
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(\..*)?$/i

/** Whether Windows keeps a file or folder name for a device, whatever its ending. */
export function isReservedName(name: string): boolean {
  return reserved.test(name)
}
