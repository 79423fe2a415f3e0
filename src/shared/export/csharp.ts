import { mapSteps, type Steps } from '../steps.ts'
import type { Part } from './code-value.ts'
import { bracketed, escaper, joined, layOut, pointEscape, type Syntax, wholePairs } from './layout.ts'
import { codeNames, reservedWords } from './names.ts'
import { halfPairNote } from './notes.ts'
import type { Plan } from './plan.ts'
import { bodyFields, hasPrefill, keyHeaders, messagesUrl, plainHeaders, withoutSdk } from './raw-http.ts'
import type { WrittenCode } from './written-code.ts'

const reserved = reservedWords(
  'abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum',
  'event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace',
  'new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof',
  'stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void',
  'volatile while async await var dynamic yield record args body client request response message block lines line data text piece delta',
  'Console Convert Dictionary Encoding Environment File HttpClient HttpMethod JsonDocument JsonSerializer String System Task',
)

/** C# with the base library of .NET alone. */
export function* writeCsharp(plan: Plan): Steps<WrittenCode> {
  const { name, parameters } = codeNames(plan, 'camel', reserved, 'pascal')
  const syntax = syntaxFor(plan, parameters)
  const values = yield* mapSteps(plan.parameters, ({ value }) => syntax.text([value], '    '))
  const lines = [
    '#nullable enable',
    ...usings,
    '',
    `await ${name}${bracketed(values, { open: '(', close: ')', empty: '()', lastComma: false }, '', '    ')};`,
    '',
    `static async Task ${name}(${parameters.map((each) => `string ${each}`).join(', ')})`,
    '{',
    `    var body = ${yield* layOut({ fields: bodyFields(plan) }, syntax, '    ')};`,
    '    using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };',
    `    using var request = new HttpRequestMessage(HttpMethod.Post, ${quoted(messagesUrl(plan))});`,
    '    request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");',
    ...keyHeaders(plan).map(
      ({ name: header, before }) =>
        `    request.Headers.TryAddWithoutValidation("${header}", ${before === '' ? '' : `"${before}" + `}Environment.GetEnvironmentVariable("ANTHROPIC_API_KEY"));`,
    ),
    ...plainHeaders(plan)
      .filter(([header]) => header !== 'content-type')
      .map(([header, value]) => `    request.Headers.TryAddWithoutValidation(${quoted(header)}, ${quoted(value)});`),
    '    using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);',
    '    if (!response.IsSuccessStatusCode)',
    '    {',
    '        throw new HttpRequestException(await response.Content.ReadAsStringAsync());',
    '    }',
    ...(hasPrefill(plan) ? [`    Console.Write(${yield* syntax.text(plan.prefill, '        ')});`] : []),
    ...(plan.stream ? streamed : whole),
    '    Console.WriteLine();',
    '}',
  ]
  return {
    text: `${lines.join('\n')}\n`,
    notes: [...halfPairNote(plan, 'C#'), withoutSdk('HttpClient')],
  }
}

const usings = [
  'System',
  'System.Collections.Generic',
  'System.IO',
  'System.Net.Http',
  'System.Text',
  'System.Text.Json',
  'System.Threading',
  'System.Threading.Tasks',
].map((name) => `using ${name};`)

const whole = [
  '    using var message = JsonDocument.Parse(await response.Content.ReadAsStringAsync());',
  '    foreach (var block in message.RootElement.GetProperty("content").EnumerateArray())',
  '    {',
  '        if (block.TryGetProperty("text", out var text))',
  '        {',
  '            Console.Write(text.GetString());',
  '        }',
  '    }',
]

const streamed = [
  '    using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());',
  '    while (await lines.ReadLineAsync() is string line)',
  '    {',
  '        if (!line.StartsWith("data:"))',
  '        {',
  '            continue;',
  '        }',
  '        using var data = JsonDocument.Parse(line.Substring(5));',
  '        if (data.RootElement.GetProperty("type").GetString() == "error")',
  '        {',
  '            throw new HttpRequestException(line);',
  '        }',
  '        if (data.RootElement.TryGetProperty("delta", out var delta) && delta.TryGetProperty("text", out var piece))',
  '        {',
  '            Console.Write(piece.GetString());',
  '        }',
  '    }',
]

function syntaxFor({ files }: Plan, parameters: readonly string[]): Syntax {
  const place = (part: Exclude<Part, string>) => {
    if ('parameter' in part) return parameters[part.parameter] ?? ''
    const { name = '', as } = files[part.file] ?? {}
    const bytes = `File.ReadAllBytes(${quoted(name)})`
    return as === 'text' ? `Encoding.UTF8.GetString(${bytes})` : `Convert.ToBase64String(${bytes})`
  }
  return {
    unit: '    ',
    constant: (value) => String(value),
    number: (value) => (Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : `${value}d`),
    text: (text, indent) => joined(text, indent, '+', quoted, place),
    list: { open: 'new object?[] {', close: '}', empty: 'new object?[] { }', lastComma: true, spaced: true },
    fields: () => ({
      open: 'new Dictionary<string, object?> {',
      close: '}',
      empty: 'new Dictionary<string, object?>()',
      lastComma: true,
      spaced: true,
    }),
    name: (name) => `[${quoted(name)}] = `,
  }
}

const named = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const inQuotes = escaper(named, pointEscape)
const quoted = (text: string) => `"${inQuotes(wholePairs(text))}"`
