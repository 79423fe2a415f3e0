import { AppError } from '#shared/app-error'
import { streams } from '#shared/contract'
import type { HandlerContext, Handlers } from './handlers.ts'

type AnyHandler = (input: unknown, context: HandlerContext) => Promise<unknown> | AsyncIterable<unknown>

/**
 * The same handlers, made so that all of them can be ended: `close` aborts every call that is open, refuses new ones, and
 * resolves once each has written what it has to write.
 */
export function makeClosable(handlers: Handlers): { handlers: Handlers; close: () => Promise<void> } {
  const closing = new AbortController()
  const open = new Set<Promise<unknown>>()

  const begin = (): (() => void) => {
    if (closing.signal.aborted) throw new AppError('cancelled', 'Antiphon is closing.')
    const { promise, resolve } = Promise.withResolvers<void>()
    open.add(promise)
    return () => {
      open.delete(promise)
      resolve()
    }
  }
  const withClosing = ({ signal }: HandlerContext) => ({ signal: AbortSignal.any([signal, closing.signal]) })

  async function* follow(handler: AnyHandler, input: unknown, context: HandlerContext): AsyncGenerator<unknown> {
    const end = begin()
    try {
      // Safe: `wrap` sends only the names of streams here.
      yield* handler(input, withClosing(context)) as AsyncIterable<unknown>
    } finally {
      end()
    }
  }
  async function ask(handler: AnyHandler, input: unknown, context: HandlerContext): Promise<unknown> {
    const end = begin()
    try {
      return await (handler(input, withClosing(context)) as Promise<unknown>)
    } finally {
      end()
    }
  }
  const wrap = ([name, handler]: [string, unknown]) => {
    const any = handler as AnyHandler
    const wrapped = Object.hasOwn(streams, name)
      ? (input: unknown, context: HandlerContext) => follow(any, input, context)
      : (input: unknown, context: HandlerContext) => ask(any, input, context)
    return [name, wrapped]
  }

  return {
    // Safe: each name keeps the input and the answer of its own handler.
    handlers: Object.fromEntries(Object.entries(handlers).map(wrap)) as Handlers,
    close: async () => {
      closing.abort()
      await Promise.all(open)
    },
  }
}
