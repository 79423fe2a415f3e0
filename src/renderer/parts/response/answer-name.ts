import { createContext, useContext } from 'react'

/** What an answer, or one of its blocks, is called where several stand together; `null` where there is one. */
export const AnswerName = createContext<string | null>(null)

/** The name of a part of an answer, told apart from the same part of another answer. */
export function useAnswerLabel(label: string): string {
  const name = useContext(AnswerName)
  return name === null ? label : `${label} of ${name}`
}
