import { AppError } from '#shared/app-error'
import type { VariableDocument } from '#shared/prompt/prompt'

/** A value is part of the prompt and is written with it at every edit, so a file may not be of any size. */
export const mostFileBytes = 5_000_000

/**
 * A text file, its name as the title.
 * @throws AppError `invalid-input` where it is too large, or no UTF-8 text.
 */
export async function readTextFile(file: File): Promise<VariableDocument> {
  if (file.size > mostFileBytes) {
    throw new AppError('invalid-input', `${file.name} was not read: it is larger than ${mostFileBytes / 1e6} MB.`)
  }
  const bytes = await file.arrayBuffer()
  const text = decoded(bytes)
  if (text === null) throw new AppError('invalid-input', `${file.name} was not read: it is no UTF-8 text.`)
  return { title: file.name, text: text.replaceAll('\r\n', '\n') }
}

/** `null` for bytes that are no UTF-8, or that no text has. */
function decoded(bytes: ArrayBuffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
