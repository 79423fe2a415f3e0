import { type FuseV1Config, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/**
 * The fuses that packaging burns into Electron's binary. Every one is named: `strictlyRequireAllFuses` breaks the build when
 * a new Electron brings a fuse that nobody has thought about.
 */
export const fuses: FuseV1Config = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  [FuseV1Options.WasmTrapHandlers]: true,
}

// `node scripts/fuses.ts PATH` burns them into the Electron executable at PATH.
if (process.argv[1] === import.meta.filename) {
  const executable = process.argv[2]
  if (executable) console.log(`${await flipFuses(executable, fuses)} fuses are set in ${executable}`)
  else {
    console.error('Name the Electron executable: node scripts/fuses.ts PATH')
    process.exitCode = 2
  }
}
