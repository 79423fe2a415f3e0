/** Hands a text to the person as a file: the browser saves it, or asks where to. */
export function saveText(fileName: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has its own hold on the text from here on, a moment later in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
