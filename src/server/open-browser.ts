import { spawn } from 'node:child_process'

/** The system's command that opens an address in the user's browser. */
export function openCommand(platform: NodeJS.Platform, url: string): { command: string; args: string[] } {
  if (platform === 'darwin') return { command: 'open', args: [url] }
  // `start` is cmd's own and reads `&` and `^` itself; rundll32 takes the address as it is.
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] }
  return { command: 'xdg-open', args: [url] }
}

/** Opens the address; where that fails nothing happens, because the address has been printed. */
export function openBrowser(url: string): void {
  const { command, args } = openCommand(process.platform, url)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
