/** Asks for a file of these kinds (`.json,application/json`). The field is in no page: nobody but who asks needs it. */
export function chooseFile(accept: string, onFile: (file: File) => void): void {
  const field = document.createElement('input')
  field.type = 'file'
  field.accept = accept
  field.addEventListener('change', () => {
    const [chosen] = field.files ?? []
    if (chosen) onFile(chosen)
  })
  field.click()
}
