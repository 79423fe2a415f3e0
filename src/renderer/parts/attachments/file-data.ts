import { AppError } from '#shared/app-error'

/** The bytes of a file in base64. Rejects with an AppError where it cannot be read, such as a folder, and when it is stopped. */
export function base64Of(file: File, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    const stop = () => reader.abort()
    const end = (settle: () => void) => {
      signal?.removeEventListener('abort', stop)
      settle()
    }
    reader.onload = () => end(() => resolve(afterComma(reader.result)))
    reader.onerror = () => end(() => reject(new AppError('invalid-input', 'It cannot be read. Is it a folder?')))
    reader.onabort = () => end(() => reject(new AppError('cancelled', 'You stopped this.')))
    if (signal?.aborted) return reject(new AppError('cancelled', 'You stopped this.'))
    signal?.addEventListener('abort', stop, { once: true })
    reader.readAsDataURL(file)
  })
}

/** What a data URL holds. */
function afterComma(url: FileReader['result']): string {
  return typeof url === 'string' ? url.slice(url.indexOf(',') + 1) : ''
}

/** A picture as the page may show it: an object that lives in this window only, under a type that cannot run anything. */
export function pictureOf(base64: string, type: string): Blob {
  const text = atob(base64)
  return new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))], { type })
}
