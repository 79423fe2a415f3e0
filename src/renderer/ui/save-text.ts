/** Hands a text to the person as a file: the browser saves it, or asks where to. */
export function saveText(fileName: string, text: string, type = 'application/json'): void {
  saveBlob(fileName, new Blob([text], { type }))
}

/** The same with what is no text, or came in pieces. */
export function saveBlob(fileName: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has its own hold on the content from here on, a moment later in some browsers.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
