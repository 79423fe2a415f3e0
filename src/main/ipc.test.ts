import { EventEmitter } from 'node:events'
import type { IpcMain, WebContents } from 'electron'
import { expect, it } from 'vitest'
import type { CoreWire } from '#shared/frames'
import { connectWindow, frameChannel } from './ipc.ts'

const ownFrame = { url: 'app://antiphon/', parent: null }

function connected() {
  const ipc = new EventEmitter()
  const sent: unknown[] = []
  const contents = Object.assign(new EventEmitter(), {
    id: 7,
    isDestroyed: () => false,
    send: (channel: string, frames: unknown) => sent.push([channel, frames]),
  })
  const wires: CoreWire[] = []
  const heard: unknown[] = []
  const refused: string[] = []
  const closed: number[] = []
  // Safe: connectWindow uses only what these emitters have.
  connectWindow(ipc as unknown as IpcMain, contents as unknown as WebContents, {
    serveWire: (wire) => {
      const number = wires.push(wire)
      wire.onMessage((message) => heard.push([number, message]))
      wire.onClose(() => closed.push(number))
    },
    onRefused: (what) => refused.push(what),
  })
  const receive = (message: unknown, senderFrame: unknown = ownFrame, sender = contents as { id: number }) =>
    ipc.emit(frameChannel, { sender, senderFrame }, message)
  return { ipc, contents, sent, wires, heard, refused, closed, receive }
}

it('hears its own page and answers it', () => {
  const { receive, heard, wires, sent } = connected()
  receive(['call', 1, 'app.info', {}])
  wires[0]?.send([['answer', 1, null]])
  expect(heard).toEqual([[1, ['call', 1, 'app.info', {}]]])
  expect(sent).toEqual([[frameChannel, [['answer', 1, null]]]])
})

it.each([
  ['no frame', null],
  ['a sub-frame', { url: 'app://antiphon/', parent: ownFrame }],
  ['about:blank', { url: 'about:blank', parent: null }],
  ['a destroyed frame', { ...ownFrame, detached: true }],
  ['another origin', { url: 'https://evil.test/', parent: null }],
  ['a look-alike host', { url: 'app://antiphon.evil/', parent: null }],
])('refuses a message from %s', (_title, frame) => {
  const { receive, heard, refused } = connected()
  receive('anything', frame)
  expect(heard).toEqual([])
  expect(refused.length).toBe(1)
})

it('does not hear another window', () => {
  const { receive, heard, refused } = connected()
  receive('anything', ownFrame, { id: 8 })
  expect([heard, refused]).toEqual([[], []])
})

it('ends what the old page had open when the page is reloaded, and starts over', () => {
  const { contents, receive, heard, closed, wires, sent } = connected()
  contents.emit('did-navigate')
  receive('after')
  wires[0]?.send([['done', 1]])
  expect(closed).toEqual([1])
  expect(heard).toEqual([[2, 'after']])
  expect(sent).toEqual([])
})

it('ends everything when the page crashes or the window goes', () => {
  const { contents, closed, ipc } = connected()
  contents.emit('render-process-gone')
  contents.emit('destroyed')
  expect(closed).toEqual([1])
  expect(ipc.listenerCount(frameChannel)).toBe(0)
})
