import type { ReadFile } from '../request/estimate.ts'
import { imageFacts, pdfFacts } from '../rules/file-facts.ts'

/** Reads the files that a request holds, for an estimate. It goes through all of a PDF: not for every keystroke. */
export const fileReader: ReadFile = {
  imageSize: imageFacts,
  pdfPages: (base64) => Math.max(1, pdfFacts(base64).pages),
}

/** The same, and each PDF is gone through once for as long as this lives: for what reads a message again at every keystroke in it. */
export function createFileReader(): ReadFile {
  const known = new Map<string, number>()
  return {
    ...fileReader,
    pdfPages: (base64) => {
      const pages = known.get(base64) ?? fileReader.pdfPages(base64)
      known.set(base64, pages)
      return pages
    },
  }
}
