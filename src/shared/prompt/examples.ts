import type { Prompt } from './prompt.ts'

/**
 * The prompts of a first start. The first is on a model that still takes sampling and prefill, so that every control is
 * alive; the second shows the way of the newest models: no sampling, no prefill, effort and an instruction instead.
 */
export const examplePrompts: readonly Prompt[] = [
  {
    id: 'example-support-triage',
    name: 'Support triage',
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system:
      'You sort support messages for a small online shop.\n\nAnswer with one JSON object: category, urgency, and a one-sentence summary.\nNever invent an order number.',
    messages: [
      { id: 'm1', role: 'user', content: 'My parcel says delivered since Monday, but nothing is here. Order 1177.' },
      {
        id: 'm2',
        role: 'assistant',
        content:
          '{"category": "delivery", "urgency": "medium", "summary": "Order 1177 is marked delivered but did not arrive."}',
      },
      {
        id: 'm3',
        role: 'user',
        content: 'I was charged twice for order 1182 and nobody answers.\nI want my money back today.',
      },
    ],
    prefill: '{"category":',
    settings: { max_tokens: 1024, temperature: 0.2, stop_sequences: ['\n\nUser:'] },
  },
  {
    id: 'example-release-note',
    name: 'Release note, the modern way',
    model: 'claude-opus-5-5',
    apiVersion: 'automatic',
    system:
      'You write release notes for people who use the product, not for the people who build it.\n\nBegin with the note itself, without an opening sentence. Use a heading and at most four bullet points.',
    messages: [
      {
        id: 'm1',
        role: 'user',
        content:
          'Write the note for this change:\n\nWe replaced the export queue. Exports no longer wait behind one another, a failed export can be started again, and files over 2 GB work now. The old CSV header names stay the same.',
      },
    ],
    prefill: '',
    settings: { max_tokens: 2048, output_config: { effort: 'low' } },
  },
]
