import type { ReadFile } from './estimate.ts'
import { imageFacts, pdfFacts } from './rules/file-facts.ts'

/** Reads the files that a request holds, for an estimate. It goes through all of a PDF: not for every keystroke. */
export const fileReader: ReadFile = {
  imageSize: imageFacts,
  pdfPages: (base64) => Math.max(1, pdfFacts(base64).pages),
}
