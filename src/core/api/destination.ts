import type { Connection } from '#shared/connections/connection'

/** Where a request goes and with which key, settled at the moment it leaves. Never logged, never sent to a view. */
export type Destination = { connection: Connection; baseUrl: string; key: string | null; scenario: string | null }

/**
 * The destination of the active connection. Throws an AppError: `no-api-key` where the connection needs a key and has
 * none, with `facts.connectionId`.
 */
export type ResolveDestination = () => Promise<Destination>
