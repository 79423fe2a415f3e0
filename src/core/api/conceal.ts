import { inspect } from 'node:util'

/**
 * The same object, which shows nothing but this name wherever it is printed: by `console`, in a crash report, beside an error,
 * as JSON. For what holds a key and may be within reach of an error.
 */
export function conceal<Value extends object>(value: Value, name: string): Value {
  const show = () => `[${name}]`
  return Object.defineProperties(value, { [inspect.custom]: { value: show }, toJSON: { value: show } })
}
