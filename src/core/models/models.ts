import catalogue from '#resources/models.json' with { type: 'json' }
import type { ModelList } from '#shared/contract/models'
import { findModel, type ModelInfo } from '#shared/models/models'
import type { HandlersOf } from '../handlers.ts'
import type { LiveModelList } from './model-list.ts'
import type { OwnPriceList } from './own-prices.ts'

/** Every model that Antiphon knows, newest first, live ones before retired ones. */
// Safe: a test holds the file against its schema, and the schema names the type's fields.
export const models = catalogue as unknown as readonly ModelInfo[]

/** The calls on models. Whoever looks at the list has the server asked in the background, where that is due. */
export function modelHandlers(list: LiveModelList, ownPrices: OwnPriceList): HandlersOf<'models'> {
  return {
    'models.list': () => {
      void list.freshen()
      return list.read()
    },
    'models.watch': (_input, { signal }) => watch(list, signal),
    'models.refresh': async () => {
      await list.refresh()
      return await list.read()
    },
    'models.setPrices': async ({ modelId, prices }) => {
      // By the one name that the list knows a model by, also where an alias was given.
      ownPrices.set(findModel(await list.models(), modelId)?.id ?? modelId, prices)
      list.changed()
      return await list.read()
    },
  }
}

/** How often a window that is open looks whether the server should be asked again. */
const checkEveryMs = 600_000

/** The list as it is, then whenever it has changed. While somebody watches, the server is asked as often as it is due. */
async function* watch(list: LiveModelList, signal: AbortSignal): AsyncGenerator<ModelList> {
  let news = Promise.withResolvers<void>()
  const wake = () => news.resolve()
  const forget = list.onChange(wake)
  signal.addEventListener('abort', wake)
  void list.freshen()
  const timer = setInterval(() => void list.freshen(), checkEveryMs)
  try {
    while (!signal.aborted) {
      news = Promise.withResolvers()
      yield await list.read()
      await news.promise
    }
  } finally {
    clearInterval(timer)
    forget()
    signal.removeEventListener('abort', wake)
  }
}
