import { mapSteps, type Steps } from '../steps.ts'
import type { Part } from './code-value.ts'
import { bracketed, escaper, layOut, mergedStrings, type Syntax, unitEscapes, writeLines } from './layout.ts'
import { codeNames, identifiers, reservedWords } from './names.ts'
import { cannot, how, when } from './notes.ts'
import type { Plan } from './plan.ts'
import { bodyFields, hasPrefill, keyHeaders, messagesUrl, plainHeaders, withoutSdk } from './raw-http.ts'
import type { WrittenCode } from './written-code.ts'

const reserved = reservedWords(
  'abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally',
  'float for goto if implements import instanceof int interface long native new package private protected public return short',
  'static strictfp super switch synchronized this throw throws transient try void volatile while true false null var yield',
  'record sealed permits main args body request response line object list json quoted text base64Of textOf name value',
  'String System List Map Object Files Path Base64 URI HttpClient HttpRequest HttpResponse StandardCharsets StringBuilder',
)

/** Java 11 and later with its standard library alone, which can send JSON but not read it. */
export function* writeJava(plan: Plan): Steps<WrittenCode> {
  const [className = 'Ask'] = identifiers([plan.name], 'pascal', reserved, 'Ask')
  const { name, parameters } = codeNames(plan, 'camel', reserved)
  const syntax = syntaxFor(plan, parameters)
  const values = yield* mapSteps(plan.parameters, ({ value }) => syntax.text([value], '        '))
  const lines = [
    ...importsOf(plan),
    '',
    `public class ${className} {`,
    '  public static void main(String[] args) throws Exception {',
    `    ${name}${bracketed(values, parentheses, '    ', '        ')};`,
    '  }',
    '',
    `  static void ${name}(${parameters.map((each) => `String ${each}`).join(', ')}) throws Exception {`,
    `    String body = json(${yield* layOut({ fields: bodyFields(plan) }, syntax, '    ')});`,
    `    HttpRequest request = HttpRequest.newBuilder(URI.create(${quoted(messagesUrl(plan))}))`,
    ...keyHeaders(plan).map(
      ({ name: header, before }) =>
        `        .header("${header}", ${before === '' ? '' : `"${before}" + `}System.getenv("ANTHROPIC_API_KEY"))`,
    ),
    ...plainHeaders(plan).map(([header, value]) => `        .header(${quoted(header)}, ${quoted(value)})`),
    '        .POST(HttpRequest.BodyPublishers.ofString(body))',
    '        .build();',
    '    HttpClient.newHttpClient()',
    '        .send(request, HttpResponse.BodyHandlers.ofLines())',
    '        .body()',
    '        .forEach(System.out::println);',
    '  }',
    ...helpers(plan),
    '}',
  ]
  return {
    text: `${lines.join('\n')}\n`,
    notes: [
      ...when(hasPrefill(plan), cannot('The answer is printed as it comes: without the prefill in front of it.')),
      how('Java’s standard library reads no JSON, so the answer is printed as it comes.'),
      withoutSdk('java.net.http'),
    ],
  }
}

const parentheses = { open: '(', close: ')', empty: '()', lastComma: false }

function importsOf({ files }: Plan): string[] {
  return [
    'java.net.URI',
    'java.net.http.HttpClient',
    'java.net.http.HttpRequest',
    'java.net.http.HttpResponse',
    ...(files.some(({ as }) => as === 'text') ? ['java.nio.charset.StandardCharsets'] : []),
    ...(files.length > 0 ? ['java.nio.file.Files', 'java.nio.file.Path'] : []),
    'java.util.Arrays',
    ...(files.some(({ as }) => as === 'base64') ? ['java.util.Base64'] : []),
    'java.util.LinkedHashMap',
    'java.util.List',
    'java.util.Map',
    'java.util.stream.Collectors',
  ].map((name) => `import ${name};`)
}

function helpers({ files }: Plan): string[] {
  return [
    ...(files.some(({ as }) => as === 'base64')
      ? [
          '',
          '  static String base64Of(String name) throws Exception {',
          '    return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(name)));',
          '  }',
        ]
      : []),
    ...(files.some(({ as }) => as === 'text')
      ? [
          '',
          '  static String textOf(String name) throws Exception {',
          '    return new String(Files.readAllBytes(Path.of(name)), StandardCharsets.UTF_8);',
          '  }',
        ]
      : []),
    ...jsonHelpers,
  ]
}

const jsonHelpers = `
  static List<Object> list(Object... items) {
    return Arrays.asList(items);
  }

  static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int at = 0; at < namesAndValues.length; at += 2) {
      fields.put((String) namesAndValues[at], namesAndValues[at + 1]);
    }
    return fields;
  }

  static String json(Object value) {
    if (value instanceof String) {
      return quoted((String) value);
    }
    if (value instanceof List) {
      return ((List<?>) value).stream().map(item -> json(item)).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map) {
      return ((Map<?, ?>) value).entrySet().stream()
          .map(field -> quoted((String) field.getKey()) + ":" + json(field.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return String.valueOf(value);
  }

  static String quoted(String text) {
    StringBuilder written = new StringBuilder("\\"");
    for (char letter : text.toCharArray()) {
      boolean isPlain = letter >= ' ' && letter <= '~' && letter != '"' && letter != '\\\\';
      written.append(isPlain ? String.valueOf(letter) : String.format("\\\\u%04x", (int) letter));
    }
    return written.append('"').toString();
  }`.split('\n')

function syntaxFor({ files }: Plan, parameters: readonly string[]): Syntax {
  const place = (part: Exclude<Part, string>) => {
    if ('parameter' in part) return parameters[part.parameter] ?? ''
    const { name = '', as } = files[part.file] ?? {}
    return `${as === 'text' ? 'textOf' : 'base64Of'}(${quoted(name)})`
  }
  const expression = (line: readonly Part[]) =>
    mergedStrings(line)
      .map((part) => (typeof part === 'string' ? literals(part) : place(part)))
      .join(' + ')
  return {
    unit: '    ',
    constant: (value) => (value === null ? '(Object) null' : String(value)),
    // An int holds 32 bits only, and a long wants its letter.
    number: (value) =>
      !Number.isInteger(value) || (value | 0) === value
        ? String(value)
        : Number.isSafeInteger(value)
          ? `${value}L`
          : `${value}d`,
    *text(text, indent) {
      const lines = yield* writeLines(text, expression)
      if (lines.length === 0) return '""'
      // Joined by a call where it is long: a constant of Java holds 65,535 bytes at most, and `+` makes one constant.
      const isLong = text.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0) > longestConstant
      if (!isLong) return lines.join(` +\n${indent}`)
      return `String.join("",\n${lines.map((line) => `${indent}${line}`).join(',\n')})`
    },
    list: { open: 'list(', close: ')', empty: 'list()', lastComma: false },
    fields: () => ({ open: 'object(', close: ')', empty: 'object()', lastComma: false }),
    name: (name) => `${quoted(name)}, `,
  }
}

/** Letters of a constant: each can take three bytes. */
const longestConstant = 20_000

/** A text as literals that fit into a constant each, joined by a call that the compiler does not do itself. */
function literals(text: string): string {
  if (text.length <= longestConstant) return quoted(text)
  const pieces = Array.from({ length: Math.ceil(text.length / longestConstant) }, (_, at) =>
    quoted(text.slice(at * longestConstant, (at + 1) * longestConstant)),
  )
  return `String.join("", ${pieces.join(', ')})`
}

const named = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const inQuotes = escaper(named, javaEscape)
const quoted = (text: string) => `"${inQuotes(text)}"`

/** Java reads `\uXXXX` before anything else, as if the character stood there: what would end a line goes by its octal number. */
function javaEscape(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\${code.toString(8).padStart(3, '0')}` : unitEscapes(character)
}
