import { expect, it } from 'vitest'
import { promptOfAllKinds } from '../../../../../test/support/prompt-of-all-kinds.ts'
import { promptTexts } from './prompt-texts.ts'

it('reads every text in the order of the page, as its field shows it, and says which ones never change', () => {
  const texts = [...promptTexts(promptOfAllKinds)]
  expect(texts.map(({ key, text, fixed }) => [key, text.replaceAll(/\s+/g, ' '), fixed])).toEqual([
    ['system:0', 'Be x.', null],
    ['message:a', 'One x.', null],
    ['message:b:0:thinking', 'A thought of x.', 'thinking'],
    ['message:b:2:name', 'look_x', null],
    ['message:b:2:id', 'toolu_x', 'ids'],
    ['message:b:2:input', '{ "q": "x", "n": 1 }', null],
    ['message:b:3', '{ "type": "server_tool_use", "id": "x", "input": { "q": "x" } }', 'blocks that are JSON'],
    ['message:c:0:tool_use_id', 'toolu_x', 'ids'],
    ['message:c:0', 'Result x.', null],
    ['message:c:1:tool_use_id', 'toolu_y', 'ids'],
    ['message:c:1:in:0', 'Inner x.', null],
    ['message:c:1:in:1:url', 'https://example.com/x.png', null],
    ['message:c:2:data', 'Text x.', null],
    ['message:c:2:title', 'Title x', null],
    ['message:c:3:in:0', 'Part x.', null],
    ['message:c:3:context', 'Context x', null],
    ['message:c:4:file_id', 'file_x', 'ids'],
    ['message:c:5:title', 'Hit x', null],
    ['message:c:5:source', 'x.com', null],
    ['message:c:5:in:0', 'Cited x.', null],
    ['prefill', 'So x', null],
    ['tool:0:name', 'look_x', null],
    ['tool:0:description', 'Looks for x.', null],
    ['tool:0:schema', '{ "type": "object", "title": "x" }', null],
    ['tool:1', '{ "type": "web_search_x", "name": "x" }', 'blocks that are JSON'],
  ])
})

it('names each text once', () => {
  const keys = [...promptTexts(promptOfAllKinds)].map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
})
