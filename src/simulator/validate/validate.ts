// Every check of a request, in the order in which the API speaks up.
import type { MessagesRequest } from '../request.ts'
import type { Caller } from '../routes/state.ts'
import { checkModel } from './model.ts'
import { checkShape, type Endpoint } from './request-shape.ts'

/** The request, once nothing about it is refused; throws the API's refusal otherwise. */
export function checkRequest(body: unknown, endpoint: Endpoint, { version, betas }: Caller): MessagesRequest {
  const request = checkShape(body, endpoint, version, betas)
  checkModel(request.model)
  return request
}
