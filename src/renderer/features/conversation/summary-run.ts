import { AppError } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run, RunSummary } from '#shared/runs/run'
import type { Host } from '../../host/host.ts'

/**
 * Makes one ordinary run of a prompt apart from the response pane, and answers how it ended. Aborting the signal stops it
 * and keeps what came. Rejects where the run could not even be recorded.
 * @param onLength Told how many characters have come.
 */
export async function runApart(
  host: Pick<Host, 'call' | 'stream'>,
  prompt: Prompt,
  options: { signal: AbortSignal; onLength: (length: number) => void; onRunChanged: (run: RunSummary) => void },
): Promise<Run> {
  let run: Run | null = null
  let length = 0
  for await (const events of host.stream('runs.start', { prompt }, { signal: options.signal })) {
    for (const event of events) {
      if (event.type === 'start' || event.type === 'end') {
        run = event.run
        options.onRunChanged(run)
      } else if (event.type === 'block-delta' && event.field === 'text') length += event.text.length
    }
    options.onLength(length)
  }
  if (!run) throw new AppError('cancelled', 'The run was stopped before it began.')
  // Left without its last event, as after a stop: the record knows how the run stands.
  if (run.state !== 'running') return run
  const ended = await host.call('runs.get', { id: run.id })
  options.onRunChanged(ended)
  return ended
}
