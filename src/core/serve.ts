import { AppError, toErrorData } from '#shared/app-error'
import { type CallName, inputs, streams } from '#shared/contract'
import type { CoreWire } from '#shared/frames'
import type { Handlers } from './handlers.ts'
import { createOutbox, type Outbox } from './outbox.ts'

export type ServeOptions = {
  /** Told of what is no AppError, so that a shell can log it; the view gets a sentence that gives nothing away. */
  onUnexpected: (name: string, error: unknown) => void
  /** Calls and streams that one window may have open at a time. */
  openLimit?: number
}

const widestOpen = 1_000

/**
 * Answers one window: checks every frame and every input (a page is not trusted), runs the handler, and sends what it
 * answers. When the window goes, everything that it had open is aborted.
 */
export function serve(
  handlers: Handlers,
  wire: CoreWire,
  { onUnexpected, openLimit = widestOpen }: ServeOptions,
): void {
  const open = new Map<number, AbortController>()
  const outbox = createOutbox(wire)

  wire.onClose(() => {
    outbox.close()
    for (const controller of open.values()) controller.abort()
    open.clear()
  })
  wire.onMessage((message) => {
    const frame = readFrame(message)
    if (!frame) return
    if (frame.kind === 'cancel') open.get(frame.id)?.abort()
    else void answer(frame)
  })

  async function answer({ kind, id, name, input }: OpeningFrame): Promise<void> {
    if (open.has(id)) return
    const controller = new AbortController()
    open.set(id, controller)
    try {
      if (open.size > openLimit)
        throw new AppError('invalid-input', `This window already waits for ${openLimit} answers.`)
      const call = checkName(kind, name)
      const checked = checkInput(call, input)
      // Safe: `checked` came out of the schema of the very call whose handler takes it.
      const handler = handlers[call] as (input: unknown, context: { signal: AbortSignal }) => unknown
      const result = handler(checked, { signal: controller.signal })
      if (kind === 'stream') await forward(id, call, result as AsyncIterable<unknown>, outbox)
      else outbox.send(['answer', id, (await result) ?? null])
    } catch (error) {
      if (!(error instanceof AppError)) onUnexpected(name, error)
      outbox.send(['error', id, toErrorData(error)])
    } finally {
      open.delete(id)
    }
  }
}

async function forward(id: number, name: CallName, events: AsyncIterable<unknown>, outbox: Outbox): Promise<void> {
  // Safe: only names in `streams` are opened as streams, and each rule fits the events of its own call.
  const rules = streams[name as keyof typeof streams] as {
    merge: (earlier: unknown, later: unknown) => unknown
    isUrgent: (event: unknown) => boolean
  }
  for await (const event of events) outbox.push(id, event, rules)
  outbox.send(['done', id])
}

type OpeningFrame = { kind: 'call' | 'stream'; id: number; name: string; input: unknown }
type Frame = OpeningFrame | { kind: 'cancel'; id: number }

/** The frame, or `null` where the message is none: such a page is broken or hostile, and there is no id to answer to. */
function readFrame(message: unknown): Frame | null {
  if (!Array.isArray(message)) return null
  const [kind, id, name, input] = message as unknown[]
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return null
  if (kind === 'cancel') return { kind, id }
  if ((kind !== 'call' && kind !== 'stream') || typeof name !== 'string') return null
  return { kind, id, name: name.slice(0, 100), input }
}

function checkName(kind: 'call' | 'stream', name: string): CallName {
  if (!Object.hasOwn(inputs, name) || Object.hasOwn(streams, name) !== (kind === 'stream')) {
    throw new AppError('invalid-input', `There is no ${kind} named ${JSON.stringify(name)}.`)
  }
  return name as CallName
}

function checkInput(name: CallName, input: unknown): unknown {
  const checked = inputs[name].safeParse(input ?? {})
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'input'
  throw new AppError('invalid-input', `${name}: ${where}: ${issue?.message ?? 'does not fit'}`, { field: where })
}
