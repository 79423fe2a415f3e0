import { mapSteps, type Steps } from '../steps.ts'
import type { Part } from './code-value.ts'
import { escaper, joined, layOut, pointEscape, type Syntax, wholePairs } from './layout.ts'
import { codeNames, reservedWords } from './names.ts'
import { halfPairNote } from './notes.ts'
import type { Plan } from './plan.ts'
import { bodyFields, hasPrefill, keyHeaders, messagesUrl, plainHeaders, withoutSdk } from './raw-http.ts'
import type { WrittenCode } from './written-code.ts'

const reserved = reservedWords(
  'break case chan const continue default defer else fallthrough for func go goto if import interface map package range return',
  'select struct switch type var any bool error string int true false nil append len make new panic print println main init',
  'body err request response problem message block lines line data ok event base64Of textOf',
  'bufio bytes base64 json fmt io log http os strings',
)

/** Go with its standard library alone. */
export function* writeGo(plan: Plan): Steps<WrittenCode> {
  const { name, parameters } = codeNames(plan, 'camel', reserved)
  const syntax = syntaxFor(plan, parameters)
  const signature = parameters.length === 0 ? '' : `${parameters.join(', ')} string`
  const values = yield* mapSteps(plan.parameters, ({ value }) => syntax.text([value], '\t\t'))
  const lines = [
    'package main',
    '',
    'import (',
    ...importsOf(plan).map((path) => `\t"${path}"`),
    ')',
    '',
    'func main() {',
    `\tif err := ${name}(${values.length === 0 ? '' : `\n${values.map((value) => `\t\t${value},\n`).join('')}\t`}); err != nil {`,
    '\t\tlog.Fatal(err)',
    '\t}',
    '}',
    '',
    `func ${name}(${signature}) error {`,
    `\tbody, err := json.Marshal(${yield* layOut({ fields: bodyFields(plan) }, syntax, '\t')})`,
    ...failing,
    `\trequest, err := http.NewRequest("POST", ${quoted(messagesUrl(plan))}, bytes.NewReader(body))`,
    ...failing,
    ...keyHeaders(plan).map(
      ({ name: header, before }) =>
        `\trequest.Header.Set("${header}", ${before === '' ? '' : `"${before}"+`}os.Getenv("ANTHROPIC_API_KEY"))`,
    ),
    ...plainHeaders(plan).map(([header, value]) => `\trequest.Header.Set(${quoted(header)}, ${quoted(value)})`),
    '\tresponse, err := http.DefaultClient.Do(request)',
    ...failing,
    '\tdefer response.Body.Close()',
    '\tif response.StatusCode != http.StatusOK {',
    '\t\tproblem, _ := io.ReadAll(response.Body)',
    '\t\treturn fmt.Errorf("%s: %s", response.Status, problem)',
    '\t}',
    ...(hasPrefill(plan) ? [`\tfmt.Print(${yield* syntax.text(plan.prefill, '\t\t')})`] : []),
    ...(plan.stream ? streamed : whole),
    '}',
    ...helpers(plan),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    notes: [...halfPairNote(plan, 'Go'), withoutSdk('net/http')],
  }
}

const failing = ['\tif err != nil {', '\t\treturn err', '\t}']

const whole = [
  '\tvar message struct {',
  '\t\tContent []struct {',
  '\t\t\tText string `json:"text"`',
  '\t\t} `json:"content"`',
  '\t}',
  '\tif err := json.NewDecoder(response.Body).Decode(&message); err != nil {',
  '\t\treturn err',
  '\t}',
  '\tfor _, block := range message.Content {',
  '\t\tfmt.Print(block.Text)',
  '\t}',
  '\tfmt.Println()',
  '\treturn nil',
]

const streamed = [
  '\tlines := bufio.NewReader(response.Body)',
  '\tfor {',
  `\t\tline, err := lines.ReadString('\\n')`,
  '\t\tif data, ok := strings.CutPrefix(line, "data:"); ok {',
  '\t\t\tvar event struct {',
  '\t\t\t\tDelta struct {',
  '\t\t\t\t\tText string `json:"text"`',
  '\t\t\t\t} `json:"delta"`',
  '\t\t\t\tError *struct {',
  '\t\t\t\t\tMessage string `json:"message"`',
  '\t\t\t\t} `json:"error"`',
  '\t\t\t}',
  '\t\t\tif err := json.Unmarshal([]byte(data), &event); err != nil {',
  '\t\t\t\treturn err',
  '\t\t\t}',
  '\t\t\tif event.Error != nil {',
  '\t\t\t\treturn fmt.Errorf("the stream broke off: %s", event.Error.Message)',
  '\t\t\t}',
  '\t\t\tfmt.Print(event.Delta.Text)',
  '\t\t}',
  '\t\tif err == io.EOF {',
  '\t\t\tbreak',
  '\t\t}',
  '\t\tif err != nil {',
  '\t\t\treturn err',
  '\t\t}',
  '\t}',
  '\tfmt.Println()',
  '\treturn nil',
]

/** Go refuses an import that is not used. */
function importsOf(plan: Plan): string[] {
  return [
    ...(plan.stream ? ['bufio'] : []),
    'bytes',
    ...(plan.files.some(({ as }) => as === 'base64') ? ['encoding/base64'] : []),
    'encoding/json',
    'fmt',
    'io',
    'log',
    'net/http',
    ...(plan.files.length > 0 || keyHeaders(plan).length > 0 ? ['os'] : []),
    ...(plan.stream ? ['strings'] : []),
  ]
}

function helpers({ files }: Plan): string[] {
  const reader = (name: string, result: string) => [
    '',
    `func ${name}(path string) string {`,
    '\tdata, err := os.ReadFile(path)',
    '\tif err != nil {',
    '\t\tlog.Fatal(err)',
    '\t}',
    `\treturn ${result}`,
    '}',
  ]
  return [
    ...(files.some(({ as }) => as === 'base64') ? reader('base64Of', 'base64.StdEncoding.EncodeToString(data)') : []),
    ...(files.some(({ as }) => as === 'text') ? reader('textOf', 'string(data)') : []),
  ]
}

function syntaxFor({ files }: Plan, parameters: readonly string[]): Syntax {
  const place = (part: Exclude<Part, string>) => {
    if ('parameter' in part) return parameters[part.parameter] ?? ''
    const { name = '', as } = files[part.file] ?? {}
    return `${as === 'text' ? 'textOf' : 'base64Of'}(${quoted(name)})`
  }
  return {
    unit: '\t',
    constant: (value) => (value === null ? 'nil' : String(value)),
    // A whole number without a point is an int, which holds 64 bits.
    number: (value) => (Number.isSafeInteger(value) || !Number.isInteger(value) ? String(value) : `float64(${value})`),
    text: (text, indent) => joined(text, indent, '+', quoted, place),
    list: { open: '[]any{', close: '}', empty: '[]any{}', lastComma: true },
    fields: () => ({ open: 'map[string]any{', close: '}', empty: 'map[string]any{}', lastComma: true }),
    name: (name) => `${quoted(name)}: `,
  }
}

const named = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const inQuotes = escaper(named, pointEscape)
const quoted = (text: string) => `"${inQuotes(wholePairs(text))}"`
