import { z } from 'zod'

/** `simulator`: the one inside Antiphon. `anthropic`: api.anthropic.com. `custom`: any server that speaks the Messages API. */
export type ConnectionKind = 'simulator' | 'anthropic' | 'custom'

/** How the key goes out: the SDK of today sends Bearer, older and compatible servers may want `x-api-key`. */
export type Credential = 'bearer' | 'x-api-key' | 'both' | 'none'

/** Where requests go. The key is not part of it: it stays in the core, bound to the host of `baseUrl`. */
export type Connection = { id: string; name: string; kind: ConnectionKind; baseUrl: string; credential: Credential }

export const credentials: readonly Credential[] = ['bearer', 'x-api-key', 'both', 'none']

/** Always there, in this order, and not deletable. The simulator's address is known once it runs. */
export const builtInConnections: readonly Connection[] = [
  { id: 'simulator', name: 'Simulator', kind: 'simulator', baseUrl: '', credential: 'bearer' },
  { id: 'anthropic', name: 'Anthropic', kind: 'anthropic', baseUrl: 'https://api.anthropic.com', credential: 'bearer' },
]

/** A custom connection as the settings dialog sends it: shape only, the address is judged by `adviseBaseUrl`. */
export const connectionInput = z.object({
  id: z.string().max(100).nullable(),
  name: z.string().trim().min(1).max(200),
  baseUrl: z.string().trim().min(1).max(2_000),
  credential: z.enum(['bearer', 'x-api-key', 'both', 'none']),
})
export type ConnectionInput = z.infer<typeof connectionInput>
