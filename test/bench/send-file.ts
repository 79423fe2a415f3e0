import { open } from 'node:fs/promises'

/** Sends a file piece by piece, as a window does, and answers the name under which it was sent. */
export async function sendFile(path: string, send: (upload: string, offset: number, data: string) => Promise<void>) {
  const upload = crypto.randomUUID()
  const file = await open(path)
  const piece = Buffer.alloc(768 * 1024)
  for (let offset = 0; ; ) {
    const { bytesRead } = await file.read(piece, 0, piece.length, offset)
    if (bytesRead === 0) break
    await send(upload, offset, piece.subarray(0, bytesRead).toString('base64'))
    offset += bytesRead
  }
  await file.close()
  return upload
}
