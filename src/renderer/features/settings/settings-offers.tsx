import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Host } from '../../host/host.ts'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import type { Offer } from '../../parts/keymap/offers.ts'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { whenRested } from '../../ui/when-rested.ts'
import { type SettingsSection, settingsSections } from './sections.ts'
import { createSimulatorStore } from './simulator-store.ts'

type SettingsOffersProps = {
  host: Host
  connections: ConnectionsStore
  onOpen: (section: SettingsSection) => void
}

/** Offers in the command palette every section of the settings, every connection, and what the simulator can be told to do. */
export function SettingsOffers({ host, connections, onOpen }: SettingsOffersProps) {
  const { toaster, announce } = usePromptServices()
  const [simulator] = useState(() => createSimulatorStore(host))
  const isSimulator =
    useStore(connections, (state) => state.connections.find(({ id }) => id === state.activeId)?.kind) === 'simulator'
  useEffect(() => {
    if (isSimulator) void whenRested().then(simulator.getState().load)
  }, [simulator, isSimulator])

  async function tell(scenario: string | null, title: string) {
    await simulator.getState().setScenario(scenario)
    const { problem } = simulator.getState()
    toaster.show(problem ?? `The simulator answers from now on: ${title}.`)
  }
  function scenarioOffers(): Offer[] {
    const told = simulator.getState().info?.scenarios ?? []
    return [{ name: null, title: 'As usual', explanation: '' }, ...told].map(({ name, title, explanation }) => ({
      id: `simulator:${name ?? ''}`,
      label: `Simulator: ${title}`,
      group: 'Settings',
      keywords: `scenario ${explanation}`,
      perform: () => void tell(name, title),
    }))
  }
  useOffers(() => {
    const { connections: all, activeId, activate } = connections.getState()
    return [
      ...settingsSections.map(
        ({ id, label, keywords }): Offer => ({
          id: `settings.${id}`,
          label: `Settings: ${label}`,
          group: 'Settings',
          keywords,
          perform: () => onOpen(id),
        }),
      ),
      ...all
        .filter(({ id }) => id !== activeId)
        .map(
          ({ id, name }): Offer => ({
            id: `connection:${id}`,
            label: `Use connection: ${name}`,
            group: 'Settings',
            keywords: 'server switch',
            perform: () =>
              reportFailure(
                toaster,
                activate(id).then(() => announce(`Requests go to ${name}.`)),
              ),
          }),
        ),
      ...(isSimulator ? scenarioOffers() : []),
    ]
  })
  return null
}
