import { pickHost } from './host/pick-host.ts'

const root = document.getElementById('root')!
try {
  const host = await pickHost()
  const info = await host.call('app.info', {})
  root.textContent = `Antiphon ${info.version}`
} catch (error) {
  root.textContent = error instanceof Error ? error.message : 'Antiphon could not start.'
}
