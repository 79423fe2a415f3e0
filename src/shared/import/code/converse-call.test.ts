import { expect, it } from 'vitest'
import { readCode } from '../read-code.ts'

it('reads a call of Bedrock’s Converse API in the words of Messages', () => {
  const { requests } = readCode({
    fileName: 'a.py',
    text: `
import boto3
client = boto3.client("bedrock-runtime", region_name="us-east-1")
with open("cat.png", "rb") as file:
    picture = file.read()
response = client.converse_stream(
    modelId="anthropic.claude-3-5-sonnet-20240620-v1:0",
    system=[{"text": "Be brief."}, {"cachePoint": {"type": "default"}}],
    messages=[
        {"role": "user", "content": [{"image": {"format": "jpeg", "source": {"bytes": picture}}}, {"text": f"What is {it}?"}]},
        {"role": "assistant", "content": [{"toolUse": {"toolUseId": "t1", "name": "look", "input": {"a": 1}}}]},
        {"role": "user", "content": [{"toolResult": {"toolUseId": "t1", "content": [{"json": {"b": [2]}}], "status": "error"}}]},
    ],
    inferenceConfig={"maxTokens": 512, "temperature": 0.5, "topP": 0.9, "stopSequences": ["END"]},
    additionalModelRequestFields={"top_k": 200},
    toolConfig={
        "tools": [{"toolSpec": {"name": "look", "description": "Looks", "inputSchema": {"json": {"type": "object"}}}}],
        "toolChoice": {"tool": {"name": "look"}},
    },
    guardrailConfig={"guardrailIdentifier": "g"},
)`,
  })
  const [only] = requests
  expect(only?.parts).toEqual({
    model: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
    system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
    messages: [
      {
        role: 'user',
        content: [
          // An empty place: its bytes are in a file of somebody.
          { type: 'image', source: { type: 'url', url: '' } },
          { type: 'text', text: 'What is {{it}}?' },
        ],
      },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'look', input: { a: 1 } }] },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 't1',
            content: [{ type: 'text', text: '{"b":[2]}' }],
            is_error: true,
          },
        ],
      },
    ],
    prefill: '',
    settings: {
      max_tokens: 512,
      temperature: 0.5,
      top_p: 0.9,
      stop_sequences: ['END'],
      top_k: 200,
      tools: [{ name: 'look', description: 'Looks', input_schema: { type: 'object' } }],
      tool_choice: { type: 'tool', name: 'look' },
    },
  })
  expect(only?.notes.map(({ what }) => what)).toEqual([
    expect.stringContaining('cat.png'),
    '`it` is not known here: it is the variable {{it}}.',
    '`guardrailConfig` is no part of a request and was left out.',
  ])
})

it('reads the commands of the AWS SDK for JavaScript', () => {
  const { requests } = readCode({
    fileName: 'a.ts',
    text: `
const input = { modelId: 'us.anthropic.claude-haiku-4-5-v1:0', messages: [{ role: 'user', content: [{ text: 'Hi' }] }] }
const response = await client.send(new ConverseCommand(input))
await client.send(new InvokeModelCommand({ modelId: 'anthropic.claude-x', contentType: 'application/json',
  body: JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', max_tokens: 9, messages: [{ role: 'user', content: 'Ho' }] }) }))`,
  })
  expect(requests.map(({ parts: { model, messages } }) => [model, messages])).toEqual([
    ['us.anthropic.claude-haiku-4-5-v1:0', [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }]],
    ['anthropic.claude-x', [{ role: 'user', content: 'Ho' }]],
  ])
})
