import type { DatabaseSync } from 'node:sqlite'
import type { Prompt } from '#shared/prompt/prompt'
import type { DatabaseCalls } from './protocol.ts'

/** The calls on the table `prompts`: what each run was made from, variables unfilled. */
export function promptsTable(db: DatabaseSync): Pick<DatabaseCalls, 'keepPrompt' | 'prompt'> {
  const insert = db.prepare('INSERT INTO prompts (runId, prompt) VALUES (?, ?)')
  const one = db.prepare('SELECT prompt FROM prompts WHERE runId = ?')
  return {
    keepPrompt: ({ runId, prompt }) => {
      insert.run(runId, JSON.stringify(prompt))
      return null
    },
    prompt: (runId) => {
      const text = one.get(runId)?.prompt
      // Safe: only `keepPrompt` writes rows.
      return typeof text === 'string' ? (JSON.parse(text) as Prompt) : null
    },
  }
}
