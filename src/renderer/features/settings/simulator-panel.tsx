import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ScenarioParameter } from '#shared/contract/simulator'
import type { Host } from '../../host/host.ts'
import { Notice } from '../../ui/notice.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readScenario, writeScenario } from './scenario-text.ts'
import styles from './settings.module.css'
import { createSimulatorStore } from './simulator-store.ts'

const asUsual = ''

/** What the simulator does with the next requests, and how other programs reach it. */
export function SimulatorPanel({ host }: { host: Host }) {
  const [store] = useState(() => createSimulatorStore(host))
  const { info, problem, load, setScenario } = useStore(store)
  useEffect(() => void load(), [load])
  if (!info) return problem ? <Notice tone="error">{problem}</Notice> : <p className={styles.muted}>Asking…</p>

  const chosen = readScenario(info.scenario, info.scenarios)
  const setValue = (name: string, value: string) => {
    if (chosen) void setScenario(writeScenario({ ...chosen, values: { ...chosen.values, [name]: value } }))
  }
  return (
    <>
      <p>The simulator answers requests on this computer, for free. Let it misbehave to see how your work holds up.</p>
      <Select
        label="Scenario"
        value={chosen?.scenario.name ?? asUsual}
        options={[
          { value: asUsual, label: 'As usual' },
          ...info.scenarios.map(({ name, title }) => ({ value: name, label: title })),
        ]}
        onChange={(name) => void setScenario(name === asUsual ? null : name)}
        hint={chosen?.scenario.explanation ?? 'Answers like a model: a piece at a time, at the pace of a fast model.'}
      />
      {chosen && chosen.scenario.parameters.length > 0 && (
        <div className={styles.parameters}>
          {chosen.scenario.parameters.map((parameter) => (
            <Parameter
              key={`${chosen.scenario.name} ${parameter.name}`}
              parameter={parameter}
              value={chosen.values[parameter.name] ?? String(parameter.default)}
              onChange={(value) => setValue(parameter.name, value)}
            />
          ))}
        </div>
      )}
      {problem && <Notice tone="error">{problem}</Notice>}
      <h3 className={styles.subheading}>From other programs</h3>
      <p className={styles.muted}>
        It listens at this address until Antiphon closes and takes any key. A request can choose its own scenario.
      </p>
      <pre className={styles.code}>{curlExample(info.url, info.scenario)}</pre>
    </>
  )
}

type ParameterProps = { parameter: ScenarioParameter; value: string; onChange: (value: string) => void }

function Parameter({ parameter, value, onChange }: ParameterProps) {
  const { kind, title, unit, choices = [] } = parameter
  return (
    <>
      <span>{title}</span>
      {kind === 'number' && (
        <NumberField
          label={title}
          value={Number(value)}
          placeholder={String(parameter.default)}
          onChange={(number) => onChange(String(number ?? parameter.default))}
        />
      )}
      {kind === 'choice' && (
        <Select
          label={title}
          hideLabel
          value={value}
          options={choices.map((choice) => ({ value: choice, label: choice }))}
          onChange={onChange}
        />
      )}
      {kind === 'string' && <TextField label={title} hideLabel value={value} onChange={onChange} />}
      <span className={styles.muted}>{unit}</span>
    </>
  )
}

function curlExample(url: string, scenario: string | null): string {
  return [
    `curl ${url}/v1/messages`,
    "-H 'x-api-key: any' -H 'anthropic-version: 2023-06-01'",
    "-H 'content-type: application/json'",
    `-H 'x-simulator-scenario: ${scenario ?? 'fast'}'`,
    `-d '{"model":"claude-haiku-4-5","max_tokens":256,"messages":[{"role":"user","content":"Hello"}]}'`,
  ].join(' \\\n  ')
}
