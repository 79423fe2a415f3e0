import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, flipFuses, getCurrentFuseWire } from '@electron/fuses'
import { expect, it } from 'vitest'
import { fuses } from '../../scripts/fuses.ts'

/** A file with Electron's fuse sentinel, version 1 and nine fuses that are all on; no Electron is needed to try the table on it. */
function fakeExecutable(folder: string): string {
  const path = join(folder, 'electron')
  const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
  writeFileSync(
    path,
    Buffer.concat([Buffer.alloc(64), sentinel, Buffer.from([1, 9]), Buffer.from('1'.repeat(9)), Buffer.alloc(64)]),
  )
  return path
}

it('burns in every fuse that Electron has, the dangerous ones off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-fuses-'))
  try {
    const path = fakeExecutable(folder)
    await flipFuses(path, fuses)
    const wire = await getCurrentFuseWire(path)
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ]
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.WasmTrapHandlers,
    ]
    expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE))
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE))
    expect(off.length + on.length).toBe(Object.keys(FuseV1Options).length / 2)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
