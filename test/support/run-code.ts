// Runs exported code in its own interpreter, in a folder of its own, against the simulator.
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { caseFiles } from './code-cases.ts'

const run = promisify(execFile)

/** What code may see of this machine: the way to its interpreter, and the simulator in the place of Anthropic's server. */
export function codeEnvironment(simulator: Simulator): NodeJS.ProcessEnv {
  const { PATH, JAVA_HOME } = process.env
  return { PATH, JAVA_HOME, LANG: 'C.UTF-8', ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: simulator.url }
}

export const testKey = 'test-key-of-the-environment'

export type CodeRun = { stdout: string; stderr: string }

/** Rejects with what the program said where it fails. */
export async function runIn(
  folder: string,
  simulator: Simulator,
  command: string,
  ...commandArguments: string[]
): Promise<CodeRun> {
  return run(command, commandArguments, {
    cwd: folder,
    env: codeEnvironment(simulator),
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  })
}

/** The folder with the files of the cases in it. */
export async function writeCaseFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const [name, content] of Object.entries(caseFiles)) await writeFile(join(folder, name), content)
}

/** A simulator that does not dawdle; what it refuses it still keeps. */
export const startFast = () => startSimulator({ scenario: 'fast' })

/** Whether a program is there. */
export async function isInstalled(command: string, ...commandArguments: string[]): Promise<boolean> {
  return run(command, commandArguments).then(
    () => true,
    () => false,
  )
}
