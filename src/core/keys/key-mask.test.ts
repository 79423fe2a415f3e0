import { expect, it } from 'vitest'
import { createKeyMask } from './key-mask.ts'

const key = 'my "secret" 0123456789'
const through = (pieces: string[], secret: string | null = key) => {
  const mask = createKeyMask(secret)
  const out = pieces.map((piece) => Buffer.from(mask.take(Buffer.from(piece))))
  return Buffer.concat([...out, mask.end()]).toString()
}

it('blanks the key out wherever the pieces are cut, and leaves every other byte in its place', () => {
  const text = `Grüße ${key} and ${JSON.stringify(key)} and sk-ant-api03-AbCdEfGh_9 end, sk-ant- is no key`
  for (let at = 0; at <= Buffer.byteLength(text); at += 1) {
    const bytes = Buffer.from(text)
    const mask = createKeyMask(key)
    const out = [mask.take(bytes.subarray(0, at)), mask.take(bytes.subarray(at)), mask.end()]
    const masked = Buffer.concat(out)
    expect(masked.length).toBe(bytes.length)
    const stars = (length: number) => '*'.repeat(length)
    expect(masked.toString()).toBe(`Grüße ${stars(22)} and "${stars(24)}" and ${stars(23)} end, sk-ant- is no key`)
  }
})

it('holds back what may become a key, and nothing else', () => {
  const mask = createKeyMask('sk-ant-0123456789')
  expect(Buffer.from(mask.take(Buffer.from('data: hello\n\n'))).toString()).toBe('data: hello\n\n')
  expect(Buffer.from(mask.take(Buffer.from('data: sk-ant-01'))).toString()).toBe('data: ')
  expect(Buffer.from(mask.take(Buffer.from('2345678 no'))).toString()).toBe(`${'*'.repeat(16)} no`)
})

it('leaves everything alone where there is no key', () => {
  expect(through(['ollama ', 'x'], 'ollama')).toBe('ollama x')
  expect(through(['nothing'], null)).toBe('nothing')
})

it('keeps bytes that are no text', () => {
  const bytes = Buffer.from([0, 255, 254, 128, 10])
  expect(Buffer.from(createKeyMask(key).take(bytes))).toEqual(bytes)
})
