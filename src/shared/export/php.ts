import { mapSteps, type Steps } from '../steps.ts'
import type { Part } from './code-value.ts'
import { bracedEscape, bracketed, escaper, joined, layOut, type Syntax, wholePairs } from './layout.ts'
import { identifiers, reservedWords } from './names.ts'
import { halfPairNote } from './notes.ts'
import type { Plan } from './plan.ts'
import { bodyFields, hasPrefill, keyHeaders, messagesUrl, plainHeaders, withoutSdk } from './raw-http.ts'
import type { WrittenCode } from './written-code.ts'

const reserved = reservedWords(
  'abstract and array as break callable case catch class clone const continue declare default die do echo else elseif empty',
  'enddeclare endfor endforeach endif endswitch endwhile eval exit extends final finally fn for foreach function global goto if',
  'implements include instanceof insteadof interface isset list match namespace new or print private protected public readonly',
  'require return static switch throw trait try unset use var while xor yield int float bool string true false null void',
  'self parent this body request response status message block text buffer data event end line handle chunk GLOBALS',
)

/** PHP with its curl extension alone. */
export function* writePhp(plan: Plan): Steps<WrittenCode> {
  // The names of functions are shared with PHP's own, which are many: ours begin with a word that none of them has.
  const [name = 'ask'] = identifiers([`ask ${plan.name}`], 'snake', reserved, 'ask')
  const parameters = identifiers(
    plan.parameters.map((parameter) => parameter.name),
    'snake',
    reserved,
    'value',
  )
  const syntax = syntaxFor(plan, parameters)
  const isFunction = parameters.length > 0
  const call = yield* requestLines(plan, syntax, isFunction ? '    ' : '')
  const values = yield* mapSteps(plan.parameters, function* ({ value }, at) {
    return `${parameters[at]}: ${yield* syntax.text([value], '    ')}`
  })
  const parentheses = { open: '(', close: ')', empty: '()', lastComma: true }
  const lines = [
    '<?php',
    '',
    ...(isFunction
      ? [
          `function ${name}(${parameters.map((each) => `string $${each}`).join(', ')}): void`,
          '{',
          ...call,
          '}',
          '',
          `${name}${bracketed(values, parentheses, '', '    ')};`,
        ]
      : call),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    notes: [...halfPairNote(plan, 'PHP'), withoutSdk('PHP’s curl extension', ', but PHP 8 is')],
  }
}

function* requestLines(plan: Plan, syntax: Syntax, indent: string): Steps<string[]> {
  const inner = `${indent}    `
  const headers = [
    ...keyHeaders(plan).map(({ name, before }) => `'${name}: ${before}' . getenv('ANTHROPIC_API_KEY'),`),
    ...plainHeaders(plan).map(([name, value]) => `${quoted(`${name}: ${value}`)},`),
  ]
  const prefill = hasPrefill(plan) ? [`echo ${yield* syntax.text(plan.prefill, inner)};`] : []
  const lines = [
    `$body = ${yield* layOut({ fields: bodyFields(plan) }, syntax, indent)};`,
    `$request = curl_init(${quoted(messagesUrl(plan))});`,
    'curl_setopt_array($request, [',
    '    CURLOPT_POST => true,',
    '    CURLOPT_POSTFIELDS => json_encode($body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE),',
    '    CURLOPT_HTTPHEADER => [',
    ...headers.map((header) => `        ${header}`),
    '    ],',
    ...(plan.stream ? streamed(prefill) : [...whole, ...prefill, ...printed]),
    'echo PHP_EOL;',
  ]
  return lines.map((line) => (line === '' ? '' : `${indent}${line}`))
}

const whole = [
  '    CURLOPT_RETURNTRANSFER => true,',
  ']);',
  '$response = curl_exec($request);',
  'if ($response === false || curl_getinfo($request, CURLINFO_RESPONSE_CODE) !== 200) {',
  '    throw new RuntimeException($response === false ? curl_error($request) : $response);',
  '}',
]
const printed = [
  "foreach (json_decode($response, true, 512, JSON_THROW_ON_ERROR)['content'] as $block) {",
  "    echo $block['text'] ?? '';",
  '}',
]

function streamed(prefill: string[]): string[] {
  return [
    `    CURLOPT_WRITEFUNCTION => function ($handle, $chunk) use (&$buffer) {`,
    '        $buffer .= $chunk;',
    '        if (curl_getinfo($handle, CURLINFO_RESPONSE_CODE) !== 200) {',
    '            return strlen($chunk);',
    '        }',
    '        while (($end = strpos($buffer, "\\n")) !== false) {',
    '            $line = substr($buffer, 0, $end);',
    '            $buffer = substr($buffer, $end + 1);',
    "            if (str_starts_with($line, 'data:')) {",
    '                $event = json_decode(substr($line, 5), true, 512, JSON_THROW_ON_ERROR);',
    "                if ($event['type'] === 'error') {",
    "                    throw new RuntimeException($event['error']['message']);",
    '                }',
    "                echo $event['delta']['text'] ?? '';",
    '            }',
    '        }',
    '        return strlen($chunk);',
    '    },',
    ']);',
    "$buffer = '';",
    ...prefill,
    'if (curl_exec($request) === false || curl_getinfo($request, CURLINFO_RESPONSE_CODE) !== 200) {',
    '    throw new RuntimeException(curl_error($request) . $buffer);',
    '}',
  ]
}

function syntaxFor({ files }: Plan, parameters: readonly string[]): Syntax {
  const place = (part: Exclude<Part, string>) => {
    if ('parameter' in part) return `$${parameters[part.parameter]}`
    const { name = '', as } = files[part.file] ?? {}
    const bytes = `file_get_contents(${quoted(name)})`
    return as === 'text' ? bytes : `base64_encode(${bytes})`
  }
  return {
    unit: '    ',
    constant: (value) => String(value),
    number: String,
    text: (text, indent) => joined(text, indent, '.', quoted, place),
    list: { open: '[', close: ']', empty: '[]', lastComma: true },
    // PHP makes a list of an array whose names are numbers, and of an empty one; a cast keeps it an object.
    fields: (names) => ({
      open: names.some((name) => /^-?\d+$/.test(name)) ? '(object) [' : '[',
      close: ']',
      empty: 'new stdClass()',
      lastComma: true,
    }),
    name: (name) => `${quoted(name)} => `,
  }
}

const inDouble = escaper({ '"': '\\"', '\\': '\\\\', $: '\\$', '\n': '\\n', '\r': '\\r', '\t': '\\t' }, bracedEscape)
/** A line break stands for what single quotes cannot hold: nothing is escaped in them but they themselves. */
const inSingle = escaper({ "'": "\\'", '\\': '\\\\' }, () => '\n')

/** In single quotes where nothing needs a name; in double quotes, PHP fills in what begins with a dollar. */
function quoted(text: string): string {
  const whole = wholePairs(text)
  const single = inSingle(whole)
  return single.includes('\n') ? `"${inDouble(whole)}"` : `'${single}'`
}
