import { AppError, fromErrorData } from '#shared/app-error'
import type { Answer, EventOf, Input, OnceName, StreamName } from '#shared/contract'
import type { ResponseFrame, ViewWire } from '#shared/frames'
import type { Host } from './host.ts'

type Listener = (frame: ResponseFrame) => void

/** The host at the other end of a wire. */
export function connect(wire: ViewWire): Host {
  const listeners = new Map<number, Listener>()
  const lost = new Set<() => void>()
  let isLost = false
  let lastId = 0

  wire.onMessage((frames) => {
    for (const frame of frames) listeners.get(frame[1])?.(frame)
  })
  wire.onClose(() => {
    isLost = true
    const error = {
      kind: 'network',
      message: 'The connection to Antiphon is gone. Reload this window.',
      facts: {},
    } as const
    for (const [id, listener] of listeners) listener(['error', id, error])
    for (const listener of lost) listener()
  })

  function call<Name extends OnceName>(
    name: Name,
    input: Input<Name>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Answer<Name>> {
    return new Promise((resolve, reject) => {
      if (isLost) return reject(goneError())
      if (signal?.aborted) return reject(cancelledError())
      const id = ++lastId
      const cancel = () => {
        listeners.delete(id)
        wire.send(['cancel', id])
        reject(cancelledError())
      }
      signal?.addEventListener('abort', cancel, { once: true })
      listeners.set(id, (frame) => {
        listeners.delete(id)
        signal?.removeEventListener('abort', cancel)
        if (frame[0] === 'error') reject(fromErrorData(frame[2]))
        // Safe: the core answers a call with the value its contract names.
        else if (frame[0] === 'answer') resolve(frame[2] as Answer<Name>)
      })
      wire.send(['call', id, name, input])
    })
  }

  async function* stream<Name extends StreamName>(
    name: Name,
    input: Input<Name>,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<EventOf<Name>[]> {
    if (isLost) throw goneError()
    if (signal?.aborted) return
    const id = ++lastId
    let batch: EventOf<Name>[] = []
    let end: ResponseFrame | null = null
    let wake = () => {}
    listeners.set(id, (frame) => {
      if (frame[0] === 'events')
        batch = batch.length === 0 ? (frame[2] as EventOf<Name>[]) : [...batch, ...(frame[2] as EventOf<Name>[])]
      else end = frame
      wake()
    })
    const cancel = () => wire.send(['cancel', id])
    signal?.addEventListener('abort', cancel, { once: true })
    wire.send(['stream', id, name, input])
    try {
      for (;;) {
        if (batch.length > 0) {
          const events = batch
          batch = []
          yield events
          continue
        }
        // Safe: TypeScript cannot see that the listener above assigns `end`.
        const ended = end as ResponseFrame | null
        // Whoever aborted knows why the stream ended.
        if (ended?.[0] === 'error' && !signal?.aborted) throw fromErrorData(ended[2])
        if (ended) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    } finally {
      signal?.removeEventListener('abort', cancel)
      if (!end && !isLost) cancel()
      listeners.delete(id)
    }
  }

  return {
    call,
    stream,
    onLost: (listener) => {
      if (isLost) listener()
      else lost.add(listener)
    },
  }
}

function goneError(): AppError {
  return new AppError('network', 'The connection to Antiphon is gone. Reload this window.')
}

function cancelledError(): AppError {
  return new AppError('cancelled', 'You stopped this.')
}
