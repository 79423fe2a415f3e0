import { open } from 'node:fs/promises'
import { filePieceBytes } from '#shared/runs/history'

export type SendPiece = (upload: string, offset: number, data: string) => Promise<void>

/** Sends a file piece by piece, as a window does, and answers the name under which it was sent. */
export async function sendFile(path: string, send: SendPiece): Promise<string> {
  const upload = crypto.randomUUID()
  let offset = 0
  for await (const piece of piecesOf(path)) {
    await send(upload, offset, piece.toString('base64'))
    offset += piece.length
  }
  return upload
}

/** The same from pieces that were encoded before: where this thread's time is measured, and a window encodes on its own. */
export async function sendEncoded(pieces: readonly string[], send: SendPiece): Promise<string> {
  const upload = crypto.randomUUID()
  for (const [index, piece] of pieces.entries()) await send(upload, index * filePieceBytes, piece)
  return upload
}

export async function encodedPieces(path: string): Promise<string[]> {
  const pieces: string[] = []
  for await (const piece of piecesOf(path)) pieces.push(piece.toString('base64'))
  return pieces
}

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path)
  const piece = Buffer.alloc(filePieceBytes)
  for (let offset = 0; ; ) {
    const { bytesRead } = await file.read(piece, 0, piece.length, offset)
    if (bytesRead === 0) break
    yield piece.subarray(0, bytesRead)
    offset += bytesRead
  }
  await file.close()
}
