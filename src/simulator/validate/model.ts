// R30: a retired or unknown model is not found.
import { ApiError } from '../api-error.ts'
import { findModel, type Model } from '../catalogue.ts'

/** The model of a request; throws the API's 404 for one that it does not serve. */
export function checkModel(id: string): Model {
  const model = findModel(id)
  if (!model || model.lifecycle === 'retired') throw new ApiError(404, `model: ${id}`)
  return model
}
