// Reads exported code back with the grammars that VS Code uses, for languages whose compiler is not here: what would be sent.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Language as LanguageClass, Node, Parser as ParserClass } from '@vscode/tree-sitter-wasm'
import { caseFiles } from './code-cases.ts'

type TreeSitter = { Parser: typeof ParserClass; Language: typeof LanguageClass }
export type ReadLanguage = 'go' | 'java' | 'csharp' | 'ruby' | 'php'

const grammars: Record<ReadLanguage, string> = { go: 'go', java: 'java', csharp: 'c-sharp', ruby: 'ruby', php: 'php' }

/** `problem`: the first place that the grammar does not know, or `null`. `body`: the value that the code makes JSON of. */
export type ReadCode = { problem: string | null; body: unknown }

/** A reader of one language. Texts are decoded by rules of its own, written from the languages' specifications. */
export async function codeReader(language: ReadLanguage): Promise<(code: string) => ReadCode> {
  const path = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm')
  const { Parser, Language } = createRequire(import.meta.url)(path) as TreeSitter
  await Parser.init()
  const parser = new Parser()
  parser.setLanguage(await Language.load(join(dirname(path), `tree-sitter-${grammars[language]}.wasm`)))
  return (code) => {
    const root = parser.parse(code)!.rootNode
    const wrong = root.hasError ? find(root, (node) => node.isError || node.isMissing) : null
    const body = bodyNode(language, root)
    const scope = scopeOf(root)
    return {
      problem: wrong ? `${wrong.type} at line ${wrong.startPosition.row + 1}: ${wrong.text.slice(0, 80)}` : null,
      body: body && textsOf(evaluate(body, { language, scope })),
    }
  }
}

type Context = { language: ReadLanguage; scope: ReadonlyMap<string, Node> }

/** What is turned into JSON. */
function bodyNode(language: ReadLanguage, root: Node): Node | null {
  const call = { go: 'json.Marshal(', java: 'json(', ruby: 'JSON.generate(' } as const
  if (language === 'csharp' || language === 'php') {
    const made = find(
      root,
      ({ type, text }) => /^(variable_declarator|assignment_expression)$/.test(type) && /^\$?body =/.test(text),
    )
    return made?.namedChildren.at(-1) ?? null
  }
  return (
    find(root, ({ type, text }) => /call|invocation/.test(type) && text.startsWith(call[language]))
      ?.childForFieldName('arguments')
      ?.namedChild(0) ?? null
  )
}

/** The arguments of the one call of the function, by the names of its parameters. */
function scopeOf(root: Node): Map<string, Node> {
  const definition = findAll(root, ({ type }) =>
    /^(function_declaration|method_declaration|local_function_statement|method|function_definition)$/.test(type),
  ).find(
    (node) =>
      !/^(main|base64Of|textOf|list|object|json|quoted)$/.test(node.childForFieldName('name')?.text ?? '') &&
      parametersOf(node).length > 0,
  )
  if (!definition) return new Map()
  const name = definition.childForFieldName('name')?.text ?? ''
  const called = find(root, ({ type, text }) => /call|invocation/.test(type) && text.startsWith(`${name}(`))
  const given = childrenOf(called?.childForFieldName('arguments'))
  return new Map(
    parametersOf(definition).map((parameter, at) => [
      parameter,
      childrenOf(given[at]).length > 1 && /^(pair|argument)$/.test(given[at]!.type)
        ? childrenOf(given[at]).at(-1)!
        : given[at]!,
    ]),
  )
}

function parametersOf(definition: Node): string[] {
  const list = definition.childForFieldName('parameters')
  return list
    ? findAll(
        list,
        ({ type, parent }) =>
          /^(identifier|variable_name)$/.test(type) && parent?.type !== 'generic_name' && parent?.type !== 'type',
      ).map(({ text }) => text)
    : []
}

function evaluate(node: Node, context: Context): unknown {
  const inside = (child: Node | null | undefined) => evaluate(child!, context)
  const children = () => childrenOf(node).filter(({ type }) => type !== 'comment')
  switch (node.type) {
    case 'literal_element':
    case 'parenthesized_expression':
    case 'argument':
    case 'interpolation':
      return inside(node.namedChildren.at(-1))
    case 'composite_literal': {
      const items = childrenOf(node.childForFieldName('body'))
      return node.childForFieldName('type')!.type === 'map_type'
        ? Object.fromEntries(items.map((item) => [inside(item.namedChild(0)), inside(item.namedChild(1))]))
        : items.map(inside)
    }
    case 'hash':
      return Object.fromEntries(children().map((pair) => [inside(pair.namedChild(0)), inside(pair.namedChild(1))]))
    case 'array':
      return children().map(inside)
    case 'array_creation_expression':
      return context.language === 'php' ? phpArray(node, context) : childrenOf(node.namedChildren.at(-1)).map(inside)
    case 'object_creation_expression': {
      const initializer = node.childForFieldName('initializer')
      if (!initializer) return {}
      return Object.fromEntries(
        childrenOf(initializer).map((item) => [
          inside(item.childForFieldName('left')!.namedChild(0)),
          inside(item.childForFieldName('right')),
        ]),
      )
    }
    case 'binary_expression':
    case 'binary':
      return textOf(inside(node.childForFieldName('left'))) + textOf(inside(node.childForFieldName('right')))
    case 'cast_expression':
      return castOf(node, context)
    case 'identifier':
    case 'variable_name':
      return evaluate(context.scope.get(node.text)!, context)
    case 'interpreted_string_literal':
    case 'string_literal':
    case 'encapsed_string':
    case 'string':
      return literal(node, context)
  }
  if (/call|invocation/.test(node.type)) return callResult(node, context)
  if (/^unary|^prefix_unary/.test(node.type)) return -Number(inside(node.namedChildren.at(-1)))
  if (/int|real|float/.test(node.type)) return Number(node.text.replace(/[Ld]$/, ''))
  const constant = constants.get(node.text)
  if (constant === undefined) throw new Error(`This reader knows no ${node.type}: ${node.text.slice(0, 80)}`)
  return constant
}

const constants = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['nil', null],
  ['null', null],
])

/** As `json_encode` sees it: names that are the numbers from 0 on make a list, which a cast to an object undoes. */
function phpArray(node: Node, context: Context): unknown {
  const items = childrenOf(node).map((item) => childrenOf(item).map((child) => evaluate(child, context)))
  if (items.every((item) => item.length === 1)) return items.flat()
  const isList = items.every(([name], at) => name === String(at))
  return isList ? items.map(([, value]) => value) : Object.fromEntries(items as [string, unknown][])
}

function castOf(node: Node, context: Context): unknown {
  const value = evaluate(node.childForFieldName('value')!, context)
  return Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : value
}

function callResult(node: Node, context: Context): unknown {
  const name = node.text.slice(0, node.text.length - (node.childForFieldName('arguments')?.text.length ?? 0))
  const given = childrenOf(node.childForFieldName('arguments')).map((child) => () => evaluate(child, context))
  const values = () => given.map((value) => value())
  const [first] = given
  if (name === 'list') return values()
  if (name === 'object') {
    const all = values()
    return Object.fromEntries(
      all.flatMap((each, at) => (at % 2 === 0 ? [[each, all[at + 1]]] : [])) as [string, unknown][],
    )
  }
  if (name === 'String.join') return values().slice(1).map(textOf).join('')
  if (name === 'float64') return first!()
  if (/^(File\.ReadAllBytes|File\.binread|file_get_contents)$/.test(name)) return fileOf(first!())
  if (name === 'base64Of') return fileOf(first!()).toString('base64')
  if (name === 'textOf') return fileOf(first!()).toString()
  if (/^(Convert\.ToBase64String|base64_encode)$/.test(name)) return (first!() as Buffer).toString('base64')
  if (name === 'Encoding.UTF8.GetString') return (first!() as Buffer).toString()
  const receiver = node.childForFieldName('receiver')
  if (receiver && name.endsWith('.pack'))
    return ((evaluate(receiver, context) as Buffer[])[0] as Buffer).toString('base64')
  if (receiver && name.endsWith('.force_encoding')) return evaluate(receiver, context)
  throw new Error(`This reader knows no call of ${name}`)
}

function fileOf(name: unknown): Buffer {
  const file = caseFiles[String(name)]
  if (!file) throw new Error(`There is no file ${String(name)}`)
  return file
}

const textOf = (value: unknown) => (Buffer.isBuffer(value) ? value.toString() : (value as string))

/** Bytes as the texts that they are. */
function textsOf(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString()
  if (Array.isArray(value)) return value.map(textsOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, textsOf(field)]))
}

function literal(node: Node, context: Context): string {
  const { language } = context
  if (language === 'ruby') {
    return childrenOf(node)
      .map((child) =>
        child.type === 'interpolation' ? textOf(evaluate(child, context)) : decoded(child.text, language),
      )
      .join('')
  }
  const inner = node.text.slice(1, -1)
  if (node.text.startsWith("'")) return inner.replaceAll(/\\([\\'])/g, '$1')
  return decoded(language === 'java' ? javaUnits(inner) : inner, language)
}

/** Java's first step: `\u` and four digits are the character, unless the backslash is itself escaped. */
function javaUnits(text: string): string {
  return text.replaceAll(/\\(u+([0-9a-fA-F]{4})|[\s\S])/g, (whole, _, digits: string | undefined) => {
    if (digits === undefined) return whole
    const character = String.fromCharCode(Number.parseInt(digits, 16))
    if (/[\n\r"\\]/.test(character)) throw new Error('This would end the literal.')
    return character
  })
}

const simple: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '\\': '\\', $: '$', '#': '#' }

/** Escapes between double quotes, the ones that each language knows. */
function decoded(text: string, language: ReadLanguage): string {
  if (/[\n\r]/.test(text)) throw new Error('A line break in a literal.')
  return text.replaceAll(
    /\\(u\{([0-9a-f]+)\}|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{3})|[\s\S])/g,
    (whole, name: string, braced, four, eight, octal) => {
      const isBraced = language === 'ruby' || language === 'php'
      if (braced !== undefined && isBraced) return String.fromCodePoint(Number.parseInt(braced as string, 16))
      if ((four ?? eight) !== undefined && !isBraced)
        return String.fromCodePoint(Number.parseInt((four ?? eight) as string, 16))
      if (octal !== undefined && language === 'java') return String.fromCharCode(Number.parseInt(octal as string, 8))
      const known = simple[name]
      const isKnown =
        known !== undefined && !(name === '$' && language !== 'php') && !(name === '#' && language !== 'ruby')
      if (!isKnown) throw new Error(`${language} knows no escape ${whole}`)
      return known
    },
  )
}

function childrenOf(node: Node | null | undefined): Node[] {
  return (node?.namedChildren ?? []).filter((child) => child !== null)
}

function find(node: Node, is: (node: Node) => boolean): Node | null {
  return findAll(node, is)[0] ?? null
}

function findAll(node: Node, is: (node: Node) => boolean): Node[] {
  const found: Node[] = []
  const waiting = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (is(next)) found.push(next)
    waiting.push(...next.children.filter((child): child is Node => child !== null).reverse())
  }
  return found
}
