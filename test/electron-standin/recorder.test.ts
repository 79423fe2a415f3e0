// The double that unit tests of src/main get for `electron` (test/support/electron-recorder.ts).
import { app, BrowserWindow, dialog, ipcMain, safeStorage, session, shell } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { callsOf, handlerOf, recorded, resetRecorder } from '../support/electron-recorder.ts'

beforeEach(resetRecorder)

it('remembers windows, what was called on them, and announces their web contents', () => {
  const announced: unknown[] = []
  app.on('web-contents-created', (_event, contents) => announced.push(contents))
  const window = new BrowserWindow({ width: 900, webPreferences: { sandbox: true } })
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  window.show()
  expect(recorded.windows.map(({ options }) => options)).toEqual([{ width: 900, webPreferences: { sandbox: true } }])
  expect(announced).toEqual([window.webContents])
  expect(recorded.windows[0]?.webContents.windowOpenHandler?.()).toEqual({ action: 'deny' })
  expect(callsOf('webContents.setWebRTCIPHandlingPolicy')).toEqual([['disable_non_proxied_udp']])
  expect(callsOf('window.show')).toEqual([[]])
  expect(window.getBounds()).toEqual({ x: 0, y: 0, width: 900, height: 600 })
})

it('keeps handlers so that tests can call them', () => {
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, (_details, callback) => callback({}))
  ipcMain.handle('ping', () => 'pong')
  expect(handlerOf('session.setPermissionCheckHandler')?.()).toBe(false)
  expect(handlerOf('webRequest.onBeforeRequest')).toBeTypeOf('function')
  expect(handlerOf('session.setPermissionRequestHandler')).toBeNull()
  expect(recorded.ipcHandlers.get('ping')?.()).toBe('pong')
})

it('answers as it is told, and forgets on reset', async () => {
  recorded.encryptionTag = 'v10'
  const encrypted = await safeStorage.encryptStringAsync('schlüssel')
  expect(encrypted.subarray(0, 3).toString()).toBe('v10')
  expect(await safeStorage.decryptStringAsync(encrypted)).toEqual({ result: 'schlüssel', shouldReEncrypt: false })
  recorded.openDialog = { canceled: false, filePaths: ['/a'] }
  expect(await dialog.showOpenDialog({})).toEqual({ canceled: false, filePaths: ['/a'] })
  await shell.openExternal('https://example.com/')
  expect(callsOf('shell.openExternal')).toEqual([['https://example.com/']])
  resetRecorder()
  expect([recorded.calls, recorded.encryptionTag]).toEqual([[], 'v11'])
})
