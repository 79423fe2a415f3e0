import { expect, it } from 'vitest'
import { readCode } from '../read-code.ts'

const read = (text: string) => readCode({ text, fileName: 'paste.py' })
const only = (text: string) => {
  const { requests } = read(text)
  expect(requests).toHaveLength(1)
  return requests[0]!
}
const call = (fields: string) => `client.messages.create(model="m", max_tokens=5, ${fields})`
const user = (content: string) => call(`messages=[{"role": "user", "content": ${content}}]`)
const said = (text: string) => only(text).parts.messages[0]?.content

it('reads a call with everything that Python 2.x of the SDK needs for sampling', () => {
  const request = only(`
import anthropic
client = anthropic.Anthropic()
client.messages.create(model="claude-sonnet-4-6", max_tokens=512,
    messages=[{"role": "user", "content": "Hello"}],
    extra_headers={"anthropic-version": "2023-06-01", "anthropic-beta": "a-1,b-2"}, extra_body={"temperature": 0.3})`)
  expect(request).toEqual({
    title: 'Hello',
    line: 4,
    parts: {
      model: 'claude-sonnet-4-6',
      messages: [{ role: 'user', content: 'Hello' }],
      prefill: '',
      settings: { max_tokens: 512, temperature: 0.3 },
      betas: ['a-1', 'b-2'],
    },
    notes: [],
  })
})

it('reads the form of the first SDKs, and keeps the name of a model that is gone', () => {
  const { parts } = only(`
client = Anthropic()
r = client.messages.create(
    model="claude-3-opus-20240229", max_tokens=10, temperature=0, system="S",
    stop_sequences=["\\n\\nHuman:"], stream=True,
    messages=[{"role": "user", "content": "Q"}, {"role": "assistant", "content": "{"}])`)
  expect(parts).toEqual({
    model: 'claude-3-opus-20240229',
    system: 'S',
    messages: [{ role: 'user', content: 'Q' }],
    prefill: '{',
    settings: { max_tokens: 10, temperature: 0, stop_sequences: ['\n\nHuman:'] },
  })
})

it('lists every call of a paste, with its line', () => {
  const { requests } = read(`${user('"One"')}
async def main():
    c = AsyncAnthropic()
    async with c.messages.stream(model="m", max_tokens=1, messages=[{"role": "user", "content": "Two"}]) as stream:
        pass
    c.beta.messages.create(model="m", max_tokens=1, messages=[], betas=["x-1"])`)
  expect(requests.map(({ line, title }) => [line, title])).toEqual([
    [1, 'One'],
    [4, 'main'],
    [6, 'main'],
  ])
  expect(requests[2]?.parts.betas).toEqual(['x-1'])
})

it('puts in what the same paste defines', () => {
  expect(said(`NAME = "Ada"\n${user('f"Hi {NAME}, {1 + 1} {{ok}}"')}`)).toBe('Hi Ada, 2 {ok}')
  expect(said(`A = "a" "b"\nB = A + 'c'\n${user('"{x}-{0}".format(B, x=A)')}`)).toBe('ab-abc')
  expect(said(user('"%s and %s" % ("a", "b")'))).toBe('a and b')
  expect(
    said(
      user(String.raw`"tab\tx\x41\u00e9\N" + r"\n" + """two
lines"""`),
    ),
  ).toBe('tab\txAé\\N\\ntwo\nlines')
  expect(
    said(`from textwrap import dedent\nT = dedent("""\\\n    One\n      Two\n    """).strip()\n${user('T')}`),
  ).toBe('One\n  Two')
  expect(said(`items = ["a", "b"]\n${user('"\\n".join(f"- {i}" for i in items)')}`)).toBe('- a\n- b')
  expect(said(`T = "Hi {{NAME}}"\n${user('T.replace("{{NAME}}", "Ada")')}`)).toBe('Hi Ada')
  expect(said(`import json\n${user('json.dumps({"a": [1, None, True]})')}`)).toBe('{"a": [1, null, true]}')
})

it('follows lists and dicts as they are built', () => {
  const { parts } = only(`
params = dict(model="m", max_tokens=5)
params["temperature"] = 0.5
params.update({"top_k": 3})
messages = []
messages.append({"role": "user", "content": "One"})
messages += [{"role": "assistant", "content": "Two"}]
messages.extend([{"role": "user", "content": "Three"}])
client.messages.create(**params, messages=messages)`)
  expect(parts.settings).toEqual({ max_tokens: 5, temperature: 0.5, top_k: 3 })
  expect(parts.messages.map(({ content }) => content)).toEqual(['One', 'Two', 'Three'])
})

it('takes the types of the SDK for the dicts that they are', () => {
  const { parts } = only(`
msgs: list[MessageParam] = [MessageParam(role="user", content=[types.TextBlockParam(type="text", text="Hi")])]
client.messages.create(model="m", max_tokens=1, messages=msgs)`)
  expect(parts.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }])
})

it('makes a variable of what only the running program knows, and says so', () => {
  const { parts, notes } = only(`question = input("> ")\n${user('f"Answer {question} for {user.name}"')}`)
  expect(parts.messages[0]?.content).toBe('Answer {{question}} for {{user.name}}')
  expect(notes).toEqual([
    { line: 1, what: '`question` is not known here: it is the variable {{question}}.' },
    { line: 2, what: '`user.name` is not known here: it is the variable {{user.name}}.' },
  ])
})

it('names a file whose text is not in the paste', () => {
  const { parts, notes } = only(
    `with open("prompts/system.txt") as f:\n    rules = f.read()\n${call('system=rules, messages=[]')}`,
  )
  expect(parts.system).toBe('{{rules}}')
  expect(notes).toEqual([{ line: 2, what: 'The text of the file prompts/system.txt is the variable {{rules}}.' }])
})

it('keeps the place of a picture whose bytes are in a file', () => {
  const { parts, notes } = only(`
data = base64.b64encode(open("cat.png", "rb").read()).decode()
${user('[{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}, {"type": "text", "text": "Hm?"}]')}`)
  expect(parts.messages[0]?.content).toEqual([
    { type: 'image', source: { type: 'url', url: '' } },
    { type: 'text', text: 'Hm?' },
  ])
  expect(notes).toEqual([{ line: 2, what: 'This image comes from the file cat.png: choose the file in its place.' }])
})

it('leaves out a setting that is not known, with its line', () => {
  const { parts, notes } = only(call('messages=[], temperature=args.heat,\n  tools=TOOLS, timeout=30, top_k=None'))
  expect(parts.settings).toEqual({ max_tokens: 5 })
  expect(notes.map(({ line, what }) => `${line} ${what}`).sort()).toEqual([
    '1 `temperature` was left out: `args.heat` is not known here.',
    '2 `timeout` is no part of a request and was left out.',
    '2 `tools` was left out: `TOOLS` is not known here.',
  ])
})

it('understands a function around the call, by how it is called and by itself', () => {
  const wrapper = `
def ask(question, system="Be brief.", **options):
    return client.messages.create(model="m", max_tokens=5, system=system,
        messages=[{"role": "user", "content": question}], **options)
`
  expect(only(wrapper).parts.messages).toEqual([{ role: 'user', content: '{{question}}' }])
  const { requests } = read(`${wrapper}\nask("One", temperature=0)\nask("Two", system="S")`)
  expect(requests.map(({ parts }) => [parts.system, parts.messages[0]?.content, parts.settings])).toEqual([
    ['Be brief.', 'One', { max_tokens: 5, temperature: 0 }],
    ['S', 'Two', { max_tokens: 5 }],
  ])
})

it('understands a class around the client', () => {
  const { parts } = only(`
class Bot:
    def __init__(self, system):
        self.client = anthropic.Anthropic(default_headers={"anthropic-version": "2023-06-01"})
        self.system = system
        self.history = []

    def say(self, text):
        self.history.append({"role": "user", "content": text})
        return self.client.messages.create(model="m", max_tokens=5, system=self.system, messages=self.history)

if __name__ == "__main__":
    Bot("You are kind.").say("Hello")`)
  expect(parts).toEqual({
    model: 'm',
    apiVersion: '2023-06-01',
    system: 'You are kind.',
    messages: [{ role: 'user', content: 'Hello' }],
    prefill: '',
    settings: { max_tokens: 5 },
  })
})

it('makes a request of each item of a known list, and one of a list that is not known', () => {
  const loop = (list: string) => `for q in ${list}:\n    ${user('q')}`
  expect(read(loop('["a", "b"]')).requests.map(({ title }) => title)).toEqual(['a', 'b'])
  expect(said(loop('questions'))).toBe('{{q}}')
})

it('reads calls over plain HTTP, batches, the first completions and Bedrock', () => {
  const { requests } = read(`
requests.post("https://api.anthropic.com/v1/messages", headers={"x-api-key": KEY, "anthropic-version": "2023-06-01"},
    json={"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "One"}]})
client.messages.batches.create(requests=[
    {"custom_id": "a", "params": {"model": "m", "max_tokens": 1, "messages": [{"role": "user", "content": "Two"}]}}])
client.completions.create(model="claude-2", max_tokens_to_sample=9, prompt=f"{HUMAN_PROMPT} Three{AI_PROMPT}")
runtime.invoke_model(modelId="anthropic.claude-x", body=json.dumps({
    "anthropic_version": "bedrock-2023-05-31", "max_tokens": 1, "messages": [{"role": "user", "content": "Four"}]}))`)
  expect(requests.map(({ parts }) => [parts.model, parts.messages[0]?.content, parts.settings])).toEqual([
    ['m', 'One', { max_tokens: 1 }],
    ['m', 'Two', { max_tokens: 1 }],
    ['claude-2', 'Three', { max_tokens: 9 }],
    ['anthropic.claude-x', 'Four', { max_tokens: 1 }],
  ])
})

it('reads what stands around a mistake', () => {
  expect(read(`def broken(:\n    pass\n\n${user('"Still here"')}`).requests.map(({ title }) => title)).toContain(
    'Still here',
  )
})

it('calls what is called like a function or named like a field: __call__ and properties', () => {
  const { parts, notes } = only(`
class LLM:
    def __init__(self, model="claude-3-haiku-20240307", *, max_tokens=2_000, **kwargs):
        self.model, self.max_tokens, self.kwargs = model, max_tokens, kwargs
        self._client = None

    @property
    def client(self):
        if self._client is None:
            self._client = anthropic.AsyncAnthropic()
        return self._client

    async def __call__(self, prompt, *, system=None, **overrides):
        return await self.client.messages.create(
            model=self.model, max_tokens=self.max_tokens, system=system or anthropic.NOT_GIVEN,
            messages=[{"role": "user", "content": prompt}], **{**self.kwargs, **overrides})

llm = LLM(temperature=0.3)

async def main():
    await llm("Hello", system="You are terse.", top_p=0.9)
asyncio.run(main())`)
  expect({ parts, notes }).toEqual({
    parts: {
      model: 'claude-3-haiku-20240307',
      system: 'You are terse.',
      messages: [{ role: 'user', content: 'Hello' }],
      prefill: '',
      settings: { max_tokens: 2000, temperature: 0.3, top_p: 0.9 },
    },
    notes: [],
  })
})

it('reads the call of the very first SDK, and a function of that name from elsewhere', () => {
  const { requests } = read(`
c = anthropic.Client(os.environ["ANTHROPIC_API_KEY"])
c.completion(prompt=f"{anthropic.HUMAN_PROMPT} Why?{anthropic.AI_PROMPT}", model="claude-v1",
    stop_sequences=[anthropic.HUMAN_PROMPT], max_tokens_to_sample=100)
from litellm import completion
completion(model="claude-3-haiku-20240307", messages=[{"role": "system", "content": "S"}, {"role": "user", "content": "Q"}])`)
  expect(requests.map(({ parts }) => [parts.model, parts.system, parts.messages, parts.settings])).toEqual([
    ['claude-v1', undefined, [{ role: 'user', content: 'Why?' }], { max_tokens: 100 }],
    ['claude-3-haiku-20240307', 'S', [{ role: 'user', content: 'Q' }], {}],
  ])
})

it('keeps the place of a picture in a request for OpenAI whose bytes the program reads', () => {
  const { parts, notes } = only(`
client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": [
    {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{encode(path)}", "detail": "high"}}]}])`)
  expect(parts.messages[0]?.content).toEqual([{ type: 'image', source: { type: 'url', url: '' } }])
  expect(notes).toEqual([{ line: 3, what: 'This image comes from `encode`: choose the file in its place.' }])
})

it('says that the address of a server is not known', () => {
  const { notes } = only(call('messages=[], mcp_servers=[{"type": "url", "name": "a", "url": SERVER}]'))
  expect(notes).toEqual([{ line: 1, what: '`mcp_servers[0].url` was left out: `SERVER` is not known here.' }])
})

it('puts ten thousand parts together, however they are joined', () => {
  const parts = Array.from({ length: 10_000 }, (_, at) => `'line ${at}\\n'`)
  const whole = parts.map((_, at) => `line ${at}\n`).join('')
  expect(said(user(`(${parts.join('\n + ')})`))).toBe(whole)
  expect(said(user(`(${parts.join('\n')})`))).toBe(whole)
  expect(said(user(`''.join([${parts.join(', ')}])`))).toBe(whole)
  expect(said(`text = ''\n${parts.map((part) => `text += ${part}`).join('\n')}\n${user('text')}`)).toBe(whole)
  expect(said(user(`name + ${parts.join(' + name + ')}`))).toHaveLength(whole.length + 10_000 * '{{name}}'.length)
})
