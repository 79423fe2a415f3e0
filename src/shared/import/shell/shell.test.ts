import { expect, it } from 'vitest'
import { readCode } from '../read-code.ts'

const read = (text: string) => readCode({ text, fileName: null })
const body = (content: string) => `{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"${content}"}]}`
const url = 'https://api.anthropic.com/v1/messages'
const titles = (text: string) => read(text).requests.map(({ title }) => title)

it('reads the curl of the documentation', () => {
  expect(
    read(`curl -sS ${url} \\
  -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" -H "content-type: application/json" \\
  -d '{"model":"claude-sonnet-4-6","max_tokens":512,"temperature":0.3,"messages":[{"role":"user","content":"Hello"}]}'`),
  ).toEqual({
    format: 'curl',
    requests: [
      {
        title: 'Hello',
        line: 1,
        parts: {
          model: 'claude-sonnet-4-6',
          messages: [{ role: 'user', content: 'Hello' }],
          prefill: '',
          settings: { max_tokens: 512, temperature: 0.3 },
        },
        notes: [],
      },
    ],
    notes: [],
    secrets: [],
  })
})

it('takes the body from wherever a shell can put it', () => {
  expect(titles(`curl ${url} --data-raw $'${body("It\\'s")}'`)).toEqual(["It's"])
  expect(titles(`curl ${url} -d @- <<'EOF'\n${body('here')}\nEOF`)).toEqual(['here'])
  expect(titles(`printf %s '${body('piped')}' |\n  curl --data-binary @- -X 'POST' ${url}`)).toEqual(['piped'])
  expect(titles(`cat <<EOF | curl --json @- ${url}\n${body('cat')}\nEOF`)).toEqual(['cat'])
  expect(titles(`BODY='${body('named')}'\ncurl ${url} -d "$BODY"`)).toEqual(['named'])
  expect(titles(`curl -sSXPOST ${url} -d'${body('near')}'`)).toEqual(['near'])
})

it('knows a command whose body is long and stands first', () => {
  const long = 'words '.repeat(5_000)
  expect(read(`printf %s '${body(long)}' |\n  curl -sS ${url} --data-binary @-`).requests[0]?.parts.messages).toEqual([
    { role: 'user', content: long },
  ])
})

it('lists each of several commands and tells where a body is missing', () => {
  const { requests, notes } = read(
    `curl ${url} -d '${body('One')}' && curl https://example.com\ncurl ${url} -d @request.json\ncurl ${url} -d '${body('Two')}' | jq .`,
  )
  expect(requests.map(({ title, line }) => [title, line])).toEqual([
    ['One', 1],
    ['Two', 3],
  ])
  expect(notes).toEqual([{ line: 2, what: 'The body of this request is in the file request.json: open that.' }])
})

it('makes variables of what the shell would fill in, in texts only', () => {
  const { requests } = read(
    `curl ${url} -d '{"model":"'"$MODEL"'","max_tokens":5,"messages":[{"role":"user","content":"Hi '"\${WHO:-you}"' and '"$NAME"'"}]}'`,
  )
  expect(requests[0]?.parts).toEqual({
    messages: [{ role: 'user', content: 'Hi you and {{NAME}}' }],
    prefill: '',
    settings: { max_tokens: 5 },
  })
  expect(requests[0]?.notes.map(({ what }) => what)).toEqual([
    '`model` was left out: `MODEL` is not known here.',
    '`NAME` is not known here: it is the variable {{NAME}}.',
  ])
})

it('reads what a browser copies for the command prompt of Windows', () => {
  const windows = `curl "${url}" ^\r\n  -H "content-type: application/json" ^\r\n  --data-raw "^{\\"model\\":\\"m\\",\\"max_tokens\\":1,\\"messages\\":[{\\"role\\":\\"user\\",\\"content\\":\\"a\\nb $x 100^%\\"}]^}"`
  const { requests, notes } = read(windows)
  expect(requests[0]?.parts.messages).toEqual([{ role: 'user', content: 'a\nb $x 100%' }])
  expect(notes[0]?.what).toContain('Windows command prompt')
})

it('runs nothing and opens nothing', () => {
  const { requests, notes } = read(`curl ${url} -d "$(cat /etc/passwd)"`)
  expect(requests).toEqual([])
  expect(notes.map(({ what }) => what)).toEqual(['The body of this request is no JSON object.'])
})

it('reads what a script keeps of a command, and a body that a command writes', () => {
  const { requests } = read(`#!/usr/bin/env bash
set -euo pipefail
MODEL=\${MODEL:-claude-opus-4-5}
read -r -p "Ask: " QUESTION
BODY=$(cat <<EOF
{"model": "$MODEL", "max_tokens": 9, "messages": [{"role": "user", "content": "Answer: \${QUESTION}"}]}
EOF
)
response=$(curl -s ${url} --header "x-api-key: $ANTHROPIC_API_KEY" --data "$BODY")
echo "$response" | jq -r '.content[0].text'`)
  expect(requests.map(({ parts, line, notes }) => ({ parts, line, notes }))).toEqual([
    {
      parts: {
        model: 'claude-opus-4-5',
        messages: [{ role: 'user', content: 'Answer: {{QUESTION}}' }],
        prefill: '',
        settings: { max_tokens: 9 },
      },
      line: 9,
      notes: [{ line: 6, what: '`QUESTION` is not known here: it is the variable {{QUESTION}}.' }],
    },
  ])
})

it('reads the body that jq puts together', () => {
  const { requests } = read(
    `jq -n --arg question "$QUESTION" --argjson most 512 '{model: "m", max_tokens: $most, messages: [{role: "user", content: $question}]}' |\n  curl ${url} -d @-`,
  )
  expect(requests.map(({ parts }) => parts)).toEqual([
    {
      model: 'm',
      messages: [{ role: 'user', content: '{{QUESTION}}' }],
      prefill: '',
      settings: { max_tokens: 512 },
    },
  ])
})

it('reads commands behind the sign that a terminal asks with, and passes over what was answered', () => {
  expect(titles(`$ curl ${url} -d '${body('One')}'\n{"id":"msg_1"}\n$ curl ${url} -d '${body('Two')}'`)).toEqual([
    'One',
    'Two',
  ])
})

it('keeps the place of a picture that only the shell knows, called by its variable', () => {
  const { requests } = read(`IMAGE=$(base64 < cat.png)
curl ${url} -d '{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[
  {"type":"image","source":{"type":"base64","media_type":"image/png","data":"'"$IMAGE"'"}},{"type":"text","text":"Hm?"}]}]}'`)
  expect(requests[0]?.parts.messages[0]?.content).toEqual([
    { type: 'image', source: { type: 'url', url: '' } },
    { type: 'text', text: 'Hm?' },
  ])
  expect(requests[0]?.notes).toEqual([
    { line: 1, what: 'This image comes from `IMAGE`: choose the file in its place.' },
  ])
})
