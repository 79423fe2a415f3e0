import { expect, it } from 'vitest'
import { readCode } from '../read-code.ts'

const read = (text: string, fileName: string | null = null) => readCode({ text, fileName })
const python = (text: string) => read(text, 'a.py')

it('reads a model that is invoked, with messages of every form', () => {
  const { requests } = python(`
from langchain_anthropic import ChatAnthropic
from langchain_core.messages import HumanMessage, SystemMessage, AIMessage

llm = ChatAnthropic(model="claude-3-5-sonnet-latest", temperature=0, max_tokens=1024, timeout=None, max_retries=2,
                    api_key=os.environ["KEY"], model_kwargs={"top_k": 5})
llm.invoke("Hello")
llm.invoke([("system", "Translate {x}."), ("human", f"I love {thing}.")])
messages = [SystemMessage(content="Be kind."), HumanMessage("Hi"), AIMessage(content="Hello!"),
            HumanMessage(content=[{"type": "text", "text": "Look"}, {"type": "image_url", "image_url": {"url": "https://e.com/a.png"}}])]
for chunk in llm.stream(messages, stop=["END"]):
    print(chunk.content)
`)
  const settings = { max_tokens: 1024, temperature: 0, top_k: 5 }
  expect(requests.map(({ parts }) => parts)).toEqual([
    {
      model: 'claude-3-5-sonnet-latest',
      messages: [{ role: 'user', content: 'Hello' }],
      prefill: '',
      settings,
    },
    {
      model: 'claude-3-5-sonnet-latest',
      system: 'Translate {x}.',
      messages: [{ role: 'user', content: 'I love {{thing}}.' }],
      prefill: '',
      settings,
    },
    {
      model: 'claude-3-5-sonnet-latest',
      system: 'Be kind.',
      messages: [
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello!' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', source: { type: 'url', url: 'https://e.com/a.png' } },
          ],
        },
      ],
      prefill: '',
      settings: { ...settings, stop_sequences: ['END'] },
    },
  ])
  expect(requests.flatMap(({ notes }) => notes.map(({ line }) => line))).toEqual([8])
})

it('reads a chain: the braces of its template are variables, and what it is invoked with is their value', () => {
  const { requests } = python(`
prompt = ChatPromptTemplate.from_messages([
    ("system", "You answer as {{json}} about {product}."),
    MessagesPlaceholder("history"),
    ("human", "{question}"),
])
chain = {"question": RunnablePassthrough()} | prompt | ChatAnthropic(model_name="claude-opus-5-5").with_structured_output(Answer) | parser
chain.invoke({"product": "Antiphon", "question": question})
short = ChatPromptTemplate.from_template("Tell a joke about {topic}") | init_chat_model("anthropic:claude-haiku-4-5", temperature=0.5)
(ChatPromptTemplate.from_template("Tell {it}") | ChatAnthropic(model="m")).with_retry().invoke({"it": "all"})
short.batch([{"topic": "bears"}, {"topic": "cats"}])
`)
  expect(requests.map(({ parts: { model, system, messages } }) => [model, system, messages])).toEqual([
    ['claude-opus-5-5', 'You answer as {json} about Antiphon.', [{ role: 'user', content: '{{question}}' }]],
    ['m', undefined, [{ role: 'user', content: 'Tell all' }]],
    ['claude-haiku-4-5', undefined, [{ role: 'user', content: 'Tell a joke about bears' }]],
    ['claude-haiku-4-5', undefined, [{ role: 'user', content: 'Tell a joke about cats' }]],
  ])
  expect(requests[0]?.notes.map(({ what }) => what)).toEqual([
    '`messages[1]` was left out: `MessagesPlaceholder` is not known here.',
    '`with_structured_output` is no part of a request and was left out.',
    '`question` is not known here: it is the variable {{question}}.',
  ])
})

it('reads the same in JavaScript, keeps no key, and reads a template that is filled before', () => {
  const { requests, secrets } = read(
    `import { ChatAnthropic } from '@langchain/anthropic'
const model = new ChatAnthropic({ model: 'claude-opus-5-5', temperature: 0.3, maxTokens: 300, apiKey: 'my-own-proxy-key-123' })
const prompt = ChatPromptTemplate.fromMessages([['system', 'Answer in {language}.'], new HumanMessage('What is {this}?')])
await prompt.pipe(model).pipe(new StringOutputParser()).invoke({ language: 'French' })
await model.bindTools([search]).invoke([new SystemMessage('S'), new HumanMessage({ content: 'Hi' })])
await model.invoke(await prompt.formatMessages({ language }))`,
    'a.ts',
  )
  expect(requests.map(({ parts: { system, messages, settings } }) => [system, messages[0]?.content, settings])).toEqual(
    [
      ['Answer in French.', 'What is {this}?', { temperature: 0.3, max_tokens: 300 }],
      ['S', 'Hi', { temperature: 0.3, max_tokens: 300 }],
      ['Answer in {{language}}.', 'What is {this}?', { temperature: 0.3, max_tokens: 300 }],
    ],
  )
  expect(requests[1]?.notes.map(({ what }) => what)).toEqual(['`bindTools` is no part of a request and was left out.'])
  expect(secrets).toEqual([{ kind: 'a key', excerpt: 'my-o…' }])
})
