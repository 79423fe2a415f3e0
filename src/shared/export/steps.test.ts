// A long prompt as code in steps that a page can be drawn between.
import { expect, it } from 'vitest'
import { anthropicServer, codeCases } from '../../../test/support/code-cases.ts'
import { codeSteps, exportCode } from './export-code.ts'
import { languages } from './languages.ts'

const lines = (count: number) => Array.from({ length: count }, (_, at) => `Line ${at} of "many" {x}`).join('\n')

it.each(languages.map(({ id }) => id))(
  '%s is written in more steps the longer the prompt is, with the same result',
  (id) => {
    const [{ prompt, options }] = codeCases as [(typeof codeCases)[number]]
    const stepsFor = (count: number) => {
      const long = { ...prompt, system: lines(count) }
      const steps = codeSteps(long, anthropicServer, id, options)
      for (let made = 1; ; made += 1) {
        const step = steps.next()
        if (!step.done) continue
        expect(step.value).toEqual(exportCode(long, anthropicServer, id, options))
        return made
      }
    }
    const [short, middle, long] = [stepsFor(10), stepsFor(10_000), stepsFor(40_000)]
    expect(middle).toBeGreaterThan(short)
    expect(long / middle).toBeGreaterThan(2.5)
  },
)
