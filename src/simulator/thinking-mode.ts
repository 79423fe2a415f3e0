// What a request's `thinking` comes to on its model.
import type { Model } from './catalogue.ts'
import type { MessagesRequest } from './request.ts'

export type ThinkingMode = 'adaptive' | 'enabled' | 'between_tools' | 'disabled'

/** The thinking that a request gets: left out it is the model's default. */
export function thinkingMode(request: Pick<MessagesRequest, 'thinking'>, model: Model): ThinkingMode {
  return (request.thinking?.type ?? model.capabilities.thinking.default) as ThinkingMode
}
