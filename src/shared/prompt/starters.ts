// Prompts to begin from: one for each thing that a request can do, written the way we would write them.
import type { JsonObject } from '../text/json.ts'
import type { Prompt, PromptMessage } from './prompt.ts'
import { barChart, invoice, returnsPolicy, shippingPolicy } from './starter-material.ts'

/** What a starter holds of a prompt; ids and the rest are made with it. */
type StarterPrompt = Partial<Omit<Prompt, 'id' | 'name' | 'messages'>> &
  Pick<Prompt, 'model' | 'settings'> & { messages: Omit<PromptMessage, 'id'>[] }

/** `why`: what this shows, in one sentence. */
export type Starter = { id: string; title: string; why: string; prompt: StarterPrompt }

const opus = 'claude-opus-5-5'
/** The models of today that still take a prefill are few; this one takes every control. */
const haiku = 'claude-haiku-4-5'

const user = (content: PromptMessage['content']) => ({ role: 'user' as const, content })
const assistant = (content: string) => ({ role: 'assistant' as const, content })

const object = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
})
const format = (schema: JsonObject) => ({ format: { type: 'json_schema', schema } })

const sorting =
  'You sort messages that customers send to an online shop.\n\nAnswer with one JSON object that has these fields:\n- category: "delivery", "billing", "product" or "other"\n- urgency: "low", "medium" or "high"; high when money was taken or a date is missed\n- summary: one sentence, without names'
const complaint = user('I was charged twice for order 1182, and nobody has answered since Friday.')

/** In the order in which the list shows them: from the smallest request to the largest. */
export const starters: readonly Starter[] = [
  {
    id: 'plain',
    title: 'One question',
    why: 'The smallest request there is: a model, max_tokens and one message, with the reader and the length named in it.',
    prompt: {
      model: opus,
      messages: [user('Explain to a curious ten-year-old why the sky is blue. Three sentences, no formulas.')],
      settings: { max_tokens: 1024 },
    },
  },
  {
    id: 'system',
    title: 'Structured system prompt',
    why: 'Sections in tags keep role, rules and form apart, and variables hold what differs from one user to the next.',
    prompt: {
      model: opus,
      system:
        '<role>\nYou answer questions about {{product}} for the people who use it. They are busy and not technical.\n</role>\n\n<user>\nName: {{user_name}}\nPlan: {{plan}}\n</user>\n\n<rules>\n- Answer from what you know about the plan above; if it does not include something, say so and name the plan that does.\n- If you are not sure, say what you would need to know. A wrong answer costs more here than a second question.\n- Do not promise refunds or dates.\n</rules>\n\n<form>\nBegin with the answer itself. At most five sentences; steps as a numbered list.\n</form>',
      messages: [user('How do I let my two colleagues edit the same board?')],
      settings: { max_tokens: 1024 },
      variables: { values: { product: 'Boardly, a planning board', user_name: 'Ines', plan: 'Solo (one editor)' } },
    },
  },
  {
    id: 'multi-turn',
    title: 'Conversation of several turns',
    why: 'The API keeps nothing between requests: the conversation is the list of messages, and you send all of it each time.',
    prompt: {
      model: opus,
      system:
        'You help people plan short trips. Ask for one missing thing at a time, and build on what was already said.',
      messages: [
        user('I have a free weekend in October and want to see some autumn colour.'),
        assistant('Lovely. Where do you start from, and would you rather drive or take the train?'),
        user('From Lyon, by train, and no more than three hours.'),
        assistant(
          'Then Annecy and the Jura are both within reach: lake and beech woods, or quiet villages and waterfalls. Which sounds more like you?',
        ),
        user('The waterfalls. What would the two days look like?'),
      ],
      settings: { max_tokens: 2048 },
    },
  },
  {
    id: 'few-shot',
    title: 'Examples instead of rules',
    why: 'Earlier turns that never happened show the form you want better than a description; make them differ where it matters.',
    prompt: {
      model: opus,
      system: 'You turn bug reports into titles for a tracker. Answer with the title only.',
      messages: [
        user('when i click export nothing happens, tried firefox and chrome, worked last week'),
        assistant('Export: button does nothing since last week, all browsers'),
        user('The invoice says 31.02.2026?? there is no such day'),
        assistant('Invoices: impossible date 31.02.2026'),
        user('Love the new look! One thing, the search is slower than before I think, 5s or so with many files.'),
        assistant('Search: about 5 s with many files, slower since redesign'),
        user('{{report}}'),
      ],
      settings: { max_tokens: 1024, output_config: { effort: 'low' } },
      variables: {
        values: { report: 'on my phone the save button is under the keyboard so i cant reach it (android)' },
      },
    },
  },
  {
    id: 'documents',
    title: 'Answer from documents',
    why: 'Numbered documents come first and the question last; asking for quotes before the answer keeps it to what is written.',
    prompt: {
      model: opus,
      system:
        'You answer from the documents you are given and from nothing else. If they do not answer the question, say so in one sentence.',
      messages: [
        user(
          '{{documents}}\n\nFirst quote the sentences that matter in <quotes> tags, each with the index of its document. Then answer in at most three sentences, and name the documents you used.\n\nQuestion: {{question}}',
        ),
      ],
      settings: { max_tokens: 1024 },
      variables: {
        values: {
          documents: { documents: [returnsPolicy, shippingPolicy] },
          question: 'A lamp arrived broken after 40 days. Can the customer still send it back, and who pays?',
        },
      },
    },
  },
  {
    id: 'extraction',
    title: 'Extract data from text',
    why: 'A schema with room for “not stated” lets the model leave a field empty instead of inventing it.',
    prompt: {
      model: opus,
      system:
        'You read invoices and fill in a form. Copy values as they are written; change only the form of dates (YYYY-MM-DD) and amounts (a number). What is not in the text is null.',
      messages: [user(`<invoice>\n${invoice}\n</invoice>\n\nExtract the fields of the schema.`)],
      settings: {
        max_tokens: 2048,
        output_config: format(
          object({
            supplier: { type: 'string' },
            number: { type: 'string' },
            issued: { type: ['string', 'null'] },
            due: { type: ['string', 'null'] },
            currency: { type: 'string' },
            total: { type: 'number' },
            lines: {
              type: 'array',
              items: object({ what: { type: 'string' }, quantity: { type: 'number' }, amount: { type: 'number' } }),
            },
          }),
        ),
      },
    },
  },
  {
    id: 'json-prefill',
    title: 'JSON by prefill',
    why: 'The answer can only go on from “{"category":”, so no sentence comes before the JSON; only models up to 4.5 allow it.',
    prompt: {
      model: haiku,
      system: sorting,
      messages: [complaint],
      prefill: '{"category":',
      settings: { max_tokens: 512, temperature: 0 },
    },
  },
  {
    id: 'json-format',
    title: 'JSON by structured output',
    why: 'The modern form of the JSON prefill: the schema is guaranteed by the API, and newer models refuse the prefill.',
    prompt: {
      model: opus,
      system: sorting,
      messages: [complaint],
      settings: {
        max_tokens: 1024,
        output_config: format(
          object({
            category: { type: 'string', enum: ['delivery', 'billing', 'product', 'other'] },
            urgency: { type: 'string', enum: ['low', 'medium', 'high'] },
            summary: { type: 'string' },
          }),
        ),
      },
    },
  },
  {
    id: 'stop-sequences',
    title: 'Stop at a word of yours',
    why: 'The model closes its answer with a tag that you also send as a stop sequence: you get what is inside, and pay for no more.',
    prompt: {
      model: opus,
      messages: [
        user(
          'Suggest a name for a bakery that opens at four in the morning. Write only the name between <name> and </name>, then explain your choice in a paragraph.',
        ),
      ],
      settings: { max_tokens: 2048, stop_sequences: ['</name>'] },
    },
  },
  {
    id: 'image',
    title: 'Read an image',
    why: 'The image stands before the question, as a block of its own; the question says what to look for and in which order.',
    prompt: {
      model: opus,
      messages: [
        user([
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: barChart } },
          {
            type: 'text',
            text: 'This is a bar chart without labels. Name the colours from the lowest to the highest bar, then estimate how many times as high the highest is as the lowest.',
          },
        ]),
      ],
      settings: { max_tokens: 1024 },
    },
  },
  {
    id: 'tools',
    title: 'Use a tool',
    why: 'The description says when to call the tool and what comes back; the model asks for it, and you answer with a result.',
    prompt: {
      model: opus,
      system:
        'You help customers of an online shop. Look an order up before you say anything about it; never guess its state.',
      messages: [user('Where is my order 1177? It should have been here on Monday.')],
      settings: {
        max_tokens: 2048,
        tools: [
          {
            name: 'look_up_order',
            description:
              'Looks up one order by its number. Use it whenever the customer names an order. Returns its state, the carrier and the day on which it is expected. It does not know about payments.',
            input_schema: object({
              order_number: { type: 'string', description: 'Digits only, as the customer wrote them, such as 1177.' },
            }),
          },
        ],
      },
      toolNotes: {
        look_up_order: {
          result: { text: '{"state": "at the depot", "carrier": "PostNord", "expected": "2026-11-25"}' },
        },
      },
    },
  },
  {
    id: 'thinking',
    title: 'Think first',
    why: 'For a question with several constraints the model thinks before it answers; here the summary of it is asked for, too.',
    prompt: {
      model: opus,
      messages: [
        user(
          'Five talks, A to E, go into one afternoon, one after another. A is before C. B is neither first nor last. D comes right after B. E is not next to A. C is not last.\n\nList every order that is possible. Then say which single extra rule would leave exactly one.',
        ),
      ],
      settings: {
        max_tokens: 8192,
        thinking: { type: 'adaptive', display: 'summarized' },
        output_config: { effort: 'high' },
      },
    },
  },
]

/** A prompt of one’s own that begins as this starter. */
export function promptFromStarter({ title, prompt }: Starter, newId: () => string): Prompt {
  return {
    id: newId(),
    name: title,
    apiVersion: 'automatic',
    system: '',
    prefill: '',
    ...prompt,
    messages: prompt.messages.map((message) => ({ id: newId(), ...message })),
  }
}
