import { createMessagesApi } from './api/messages-api.ts'
import { createRateLimitMemory } from './api/rate-limits.ts'
import { appHandlers } from './app.ts'
import { createBundleReader } from './bundles/bundle-reader.ts'
import { bundleHandlers } from './bundles/bundles.ts'
import { makeClosable } from './closable.ts'
import { codeHandlers } from './code.ts'
import { createCodeReader } from './code-reader.ts'
import type { CoreDeps } from './core-deps.ts'
import { openRunStore } from './db/open-run-store.ts'
import { createFileInspector } from './files/file-inspector.ts'
import { foldersIn, makePrivateFolder } from './files/folders.ts'
import { createTextFinder, findHandlers } from './find.ts'
import type { Handlers } from './handlers.ts'
import { connectionHandlers } from './keys/connection-handlers.ts'
import { keyHandlers } from './keys/key-handlers.ts'
import { createKeyring } from './keys/keyring.ts'
import { destinationOf } from './keys/resolve-destination.ts'
import { openAttachmentFiles } from './library/attachment-files.ts'
import { attachmentHandlers, createRequestFiller } from './library/attachments.ts'
import { createHeldPrompt } from './library/held-prompt.ts'
import { openLibraries } from './library/libraries.ts'
import { createSecretScan } from './library/prompt-secrets.ts'
import { type Log, openLog } from './log.ts'
import { openLiveLists } from './models/live-lists.ts'
import { createModelList } from './models/model-list.ts'
import { modelHandlers, models } from './models/models.ts'
import { createOwnPrices } from './models/own-prices.ts'
import { createNotices, storeNotice } from './notices.ts'
import { presetHandlers } from './presets.ts'
import { historyHandlers } from './runs/history.ts'
import { historyExportHandlers } from './runs/history-export.ts'
import { historyImportHandlers } from './runs/history-import.ts'
import { createRetention } from './runs/retention.ts'
import { runHandlers } from './runs/runs.ts'
import { schemaHandlers } from './schemas.ts'
import { readViewSettings, settingsHandlers } from './settings.ts'
import { simulatorHandlers } from './simulator.ts'
import { tokenHandlers } from './tokens.ts'

export type Core = {
  handlers: Handlers
  log: Log
  /** For `serve`: what went wrong behind a call and is no AppError goes to the log. */
  onUnexpected: (name: string, error: unknown) => void
  /** Ends every open call, lets the runs write what they have, then closes the database and the log. */
  close: () => Promise<void>
}

/**
 * Puts the core together on a data folder that this process has to itself. Nothing heavy happens before it resolves: the
 * database opens on its own thread, the library when the first window asks for it, the SDK at the first request.
 */
export async function createCore(deps: CoreDeps): Promise<Core> {
  const {
    dataFolder,
    settings,
    damagedStores,
    vault,
    environmentKey,
    simulator,
    databaseWorker,
    fileWorker,
    codeWorker,
    bundleWorker,
    findWorker,
    now,
    newId,
  } = deps
  makePrivateFolder(dataFolder)
  const folders = foldersIn(dataFolder)
  const log = openLog(folders.logs, now)
  const notices = createNotices(log, newId)
  for (const message of deps.startWarnings ?? []) notices.tell('start', { message, path: null })
  for (const damaged of damagedStores) notices.tell(damaged.what, storeNotice(damaged))
  const store = openRunStore({
    file: folders.database,
    worker: databaseWorker,
    onNotice: (notice) => notices.tell('database', notice),
    onDeath: (error) => log.problem('database', error),
  })
  const { connections, keys, heldKeys, knownKeys } = createKeyring({ vault, settings, environmentKey, log, now, newId })
  const secrets = createSecretScan(heldKeys, {
    read: (source) => files.read(source),
    keep: (bytes, type) => files.keep(bytes, type),
  })
  const held = createHeldPrompt()
  const libraries = await openLibraries({
    own: folders,
    dataFolder,
    settings,
    chooseFolder: deps.chooseFolder,
    held,
    secrets,
    log,
    onDamaged: (sentence, path) =>
      notices.tell('library', { message: `${sentence} The damaged file is kept as`, path }),
    now,
    newId,
  })
  const files = openAttachmentFiles({
    folders: libraries.attachmentFolders,
    prepareLibrary: () => libraries.place().library.prepare(),
    checkText: secrets.checkText,
  })
  const fill = createRequestFiller(files)
  const rateLimits = createRateLimitMemory(now)
  const api = createMessagesApi({ onHeaders: rateLimits.take })
  const ownPrices = createOwnPrices(settings)
  const goTo = (connectionId: string) => destinationOf(connectionId, { connections, keys, simulator })
  const resolveDestination = () => goTo(connections.active().id)
  const lists = openLiveLists(folders.models)
  const modelList = createModelList({
    catalogue: models,
    connections,
    destinationOf: goTo,
    api,
    lists,
    ownPrices,
    now,
  })

  const codeReader = createCodeReader({ worker: codeWorker })
  const finder = createTextFinder({ worker: findWorker })
  const presets = presetHandlers({ store: deps.presetStore, newId })
  const retention = createRetention({
    history: store,
    keepDays: () => readViewSettings(settings).historyKeepDays,
    now,
    onRemoved: (count) => log.notice('history', `${count} old runs are deleted, as the settings say.`),
    onProblem: (error) => log.problem('history', error),
  })

  const { handlers, close } = makeClosable({
    ...appHandlers(deps, folders),
    ...notices.handlers,
    ...settingsHandlers(settings, retention.changed),
    ...modelHandlers(modelList, ownPrices),
    ...connectionHandlers(connections, keys, () => {
      modelList.changed()
      void modelList.freshen()
    }),
    ...rateLimits.handlers,
    ...keyHandlers({
      connections,
      keys,
      destinationOf: goTo,
      testKey: (destination, signal) => api.testKey(destination, { signal }),
      dataFolder,
      packed: { file: folders.database, after: store.unpackedAfter },
      onKeyChange: (connectionId) => {
        if (connectionId === connections.active().id) void modelList.refresh()
      },
    }),
    ...libraries.handlers,
    ...attachmentHandlers({ files, inspect: createFileInspector({ worker: fileWorker }) }),
    ...codeHandlers(codeReader),
    ...findHandlers(finder),
    ...presets,
    ...bundleHandlers({
      readBundle: createBundleReader({ worker: bundleWorker }),
      library: {
        look: () => libraries.place().library.look(),
        discard: (id) => libraries.place().discard(id),
      },
      prompts: libraries.handlers,
      presets,
      history: store,
      files,
      secretsInText: secrets.kindsIn,
      knownKeys,
    }),
    ...schemaHandlers(),
    ...tokenHandlers({ api, resolveDestination, fill, held, models: modelList.models }),
    ...runHandlers({
      store,
      wireStore: store,
      api,
      resolveDestination,
      fill,
      models: modelList.models,
      log: log.run,
      onProblem: log.problem,
      now,
      newId,
    }),
    ...historyHandlers(store, folders.database),
    ...historyExportHandlers({ history: store, folder: folders.exports, chooseFile: deps.chooseFile, now }),
    ...historyImportHandlers({ history: store, folder: folders.imports, fileWorker }),
    ...simulatorHandlers(simulator),
  })
  return {
    handlers,
    log,
    onUnexpected: (name, error) => log.problem(name, error),
    close: async () => {
      await close()
      codeReader.close()
      finder.close()
      await modelList.close()
      await retention.close()
      keys.flush()
      await store.close()
      await log.close()
    },
  }
}
