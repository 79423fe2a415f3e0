import { expect, it } from 'vitest'
import { readCode } from './read-code.ts'

const read = (text: string) => readCode({ text, fileName: null })
const python = 'client.messages.create(model="m", max_tokens=5, messages=[{"role": "user", "content": "Hi"}])'
const script =
  "await client.messages.create({ model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'Hi' }] })"
const json = '{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}'

it('tells what it was given without a file name', () => {
  const formats = [
    `import anthropic\n\n${python}`,
    `import Anthropic from '@anthropic-ai/sdk'\n${script}`,
    script,
    python,
    json,
    `curl https://api.anthropic.com/v1/messages -d '${json}'`,
    `messages:\n  - role: user\n    content: Hi\nmodel: m\n`,
    `Here is how:\n\n\`\`\`python\n${python}\n\`\`\`\n\nOr so:\n\n\`\`\`ts\n${script}\n\`\`\``,
  ].map((text) => {
    const { format, requests } = read(text)
    return [format, requests.length]
  })
  expect(formats).toEqual([
    ['Python', 1],
    ['TypeScript', 1],
    ['TypeScript', 1],
    ['Python', 1],
    ['JSON', 1],
    ['curl', 1],
    ['YAML', 1],
    ['Python', 2],
  ])
})

it('reads what builds a request where the call itself is not in the paste', () => {
  const found = (text: string) =>
    read(text).requests.map(({ parts, line }) => [parts.model, parts.messages.length, line])
  expect(found(`import json\nparams = {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}`)).toEqual([
    ['m', 1, 2],
  ])
  expect(found("const body = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }")).toEqual([['m', 1, 1]])
  expect(found("{'model': 'm',\n 'stream': True,\n 'messages': [{'role': 'user', 'content': 'Hi'}]}")).toEqual([
    ['m', 1, 1],
  ])
  expect(found("{ model: 'm', messages: [{ role: 'user', content: `Hi` }] }")).toEqual([['m', 1, 1]])
  expect(found(`${'# long\n'}messages = [{"role": "user", "content": "Hi"}]`)).toEqual([[undefined, 1, 2]])
})

it('counts lines over the whole of a text with code in it', () => {
  expect(read(`Text\n\n\`\`\`py\n# first\n${python}\n\`\`\``).requests[0]?.line).toBe(5)
})

it('reads a notebook', () => {
  const cells = [
    { cell_type: 'markdown', source: ['# Hi'] },
    { cell_type: 'code', source: ['%pip install anthropic\n', 'NAME = "m2"\n'] },
    { cell_type: 'code', source: python.replace('"m"', 'NAME') },
  ]
  const { requests } = readCode({ text: JSON.stringify({ cells }), fileName: 'a.ipynb' })
  expect(requests[0]?.parts.model).toBe('m2')
})

it('keeps no key that was pasted, and tells of each', () => {
  const key = 'sk-ant-api03-AbCdEfGhIjKl'
  const own = 'my-own-proxy-key-123'
  const reading = read(`
client = Anthropic(api_key="${own}")
client.messages.create(model="m", max_tokens=5, system="My key is ${key}, the other ${own}",
    messages=[{"role": "user", "content": "Bearer ${'x'.repeat(30)}"}], extra_headers={"authorization": "Bearer abcdefgh12345"})`)
  const written = JSON.stringify(reading.requests)
  for (const secret of [key, own, 'x'.repeat(30), 'abcdefgh12345']) expect(written).not.toContain(secret)
  expect(reading.requests[0]?.parts.system).toBe('My key is [secret removed], the other [secret removed]')
  expect(reading.secrets).toEqual([
    { kind: 'an Anthropic key', excerpt: 'sk-ant-api03…' },
    { kind: 'a bearer token', excerpt: 'Bearer xxxxx…' },
    { kind: 'a key', excerpt: 'my-o…' },
    { kind: 'a key', excerpt: 'abcd…' },
  ])
})

it('takes a key that is read from elsewhere for none', () => {
  expect(read(`client = Anthropic(api_key="YOUR_API_KEY_HERE")\n${python}`).secrets).toEqual([])
  expect(read(`client = Anthropic(api_key=os.environ["ANTHROPIC_API_KEY"])\n${python}`).secrets).toEqual([])
  expect(
    read(`const c = new Anthropic({ apiKey: process.env.KEY, password: settings.password })\n${script}`).secrets,
  ).toEqual([])
})

it('keeps a backslash before what looks like a variable', () => {
  const text = JSON.stringify({ messages: [{ role: 'user', content: 'Write \\{{name}} or {{name}}' }] })
  expect(read(text).requests[0]?.parts.messages[0]?.content).toBe('Write \\\\\\{{name}} or {{name}}')
})

it('answers in words whatever it is given', () => {
  const deep = 1_000
  const hostile = [
    '',
    '\u0000\uFFFF',
    '['.repeat(deep),
    '{"a":'.repeat(deep),
    `x = ${'('.repeat(deep)}`,
    // The grammars take long over so many open brackets: longer ones are ended by the clock of their thread.
    `f(${'[{a:'.repeat(400)}`,
    `curl ${'$('.repeat(deep)}`,
    `messages: ${'{a: '.repeat(deep)}`,
    `\`\`\`\n${'> '.repeat(deep)}`,
    '{"messages": [1, null, {"role": 5}, {"role": "user", "content": {"a": 1}}], "model": 7}',
    '{"constructor": {"prototype": {"x": 1}}, "messages": [{"role": "user", "content": "a", "constructor": 1}]}',
    `def f(): return f()\nf()\nwhile True: f(f)\n${'x = x + x\n'.repeat(200)}client.messages.create(messages=[{"role": "user", "content": x}])`,
    `const a = []; a.push(a); const o = {}; o.o = o; client.messages.create({ model: 'm', messages: a, tools: [o] })`,
    `x = "ab"\n${'x = x + x\n'.repeat(60)}client.messages.create(messages=[{"role": "user", "content": x}])`,
    `def f(a):\n    for i in range(9): f(i); g(i)\ndef g(a):\n    for i in [1,2,3,4,5,6,7,8]: h(i)\ndef h(a):\n    for i in [1,2,3,4,5,6,7,8]: f(i)\nf(1)`,
  ]
  for (const text of hostile) {
    const reading = read(text)
    expect(reading.requests.length + reading.notes.length, text.slice(0, 30)).toBeGreaterThanOrEqual(0)
    expect(JSON.stringify(reading).length).toBeLessThan(10_000_000)
  }
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

it('finds the code in a text that says something first, and takes no template for such a text', () => {
  const call = 'client.messages.create(model="m", max_tokens=1, messages=[{"role": "user", "content": PROMPT}])'
  const answer = `Here is how to do it:\n\n\`\`\`bash\ncurl https://api.anthropic.com/v1/messages -d '{"messages":[{"role":"user","content":"Hi"}]}'\n\`\`\`\n`
  expect(read(answer).requests.map(({ title, line }) => [title, line])).toEqual([['Hi', 4]])
  const program = `import anthropic\nPROMPT = """Answer in a fence, which is not prose:\n\n\`\`\`json\n{}\n\`\`\`\n"""\n${call}`
  expect(read(program)).toMatchObject({ format: 'Python', requests: [{ line: 8 }] })
})

const start = 'client.messages.create('
it.each<[string, string, string]>([
  ['Python', `${start}model="m", messages=[{"role": "user", "content": "`, 'paste.py'],
  ['Python over lines', `${start}model="m", messages=[{"role": "user", "content": """`, 'paste.py'],
  [
    'Python with names',
    `${start}model="m", messages=[{"role": "user", "content": [{"type": "text", "text": f"`,
    'paste.py',
  ],
  ['TypeScript', `${start}{ model: 'm', messages: [{ role: 'user', content: '`, 'paste.ts'],
  ['a template', `${start}{ model: 'm', messages: [{ role: 'user', content: \``, 'paste.ts'],
  ['JSON', '{"model": "m", "messages": [{"role": "user", "content": "', 'paste.json'],
])('takes of a text that is cut off in %s what is there, and says so with its line', (_what, before, fileName) => {
  const text = 'It is late, and the train'
  for (let length = 1; length <= text.length; length += 1) {
    const { requests, notes } = readCode({ text: `\n${before}${text.slice(0, length)}`, fileName })
    const content = requests[0]?.parts.messages[0]?.content
    const said = typeof content === 'string' ? content : content?.[0]?.text
    expect(said).toBe(text.slice(0, length))
    expect(notes).toEqual([{ line: 2, what: 'This text has no last quote: it is taken as far as it goes.' }])
  }
})

it('keeps the item before a cut, and says of no whole text that it is cut off', () => {
  const text = `${start}model="m", messages=[{"role": "user", "content": "One"}`
  for (const end of ['', ', ', ', {', '])']) {
    const { requests, notes } = readCode({ text: text + end, fileName: 'paste.py' })
    expect([requests[0]?.parts.messages[0], notes]).toEqual([{ role: 'user', content: 'One' }, []])
  }
})
