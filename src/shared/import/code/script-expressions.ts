import type { SyntaxNode } from '@lezer/common'
import type { Argument, Expression, Field, FunctionCode, Item, Parameter, Statement, Target } from './code.ts'
import { scriptText } from './string-escapes.ts'
import { childrenOf, choice, isCut, numberAt, type Parsed, splitAt, sumTerms, textOf, unary } from './tree-nodes.ts'

/** A script while it is read. `statementsOf`: reads the body of a function that stands in an expression. */
export type Script = Parsed & { statementsOf: (nodes: SyntaxNode[], script: Script) => Statement[] }

const operators = new Set(['ArithOp', 'LogicOp', 'BitOp', 'CompareOp', 'in', 'instanceof'])
const punctuation = new Set(['(', ')', '[', ']', '{', '}', ';'])

/** Reads an expression of TypeScript or JavaScript; what it does not understand is `other`. */
export function expressionOf(node: SyntaxNode | undefined, script: Script): Expression {
  if (!node) return { kind: 'other', at: 0, inner: [] }
  const at = node.from
  const children = childrenOf(node)
  const read = (child: SyntaxNode | undefined) => expressionOf(child, script)
  switch (node.name) {
    case 'String':
      return {
        kind: 'plain',
        at,
        value: scriptText(textOf(node, script).slice(1, isCut(node, script) ? undefined : -1)),
      }
    case 'TemplateString':
      return { kind: 'text', at, parts: templateParts(node, scriptText, script) }
    case 'TaggedTemplateExpression':
      return tagged(at, children, script)
    case 'Number':
      return numberAt(at, textOf(node, script))
    case 'BooleanLiteral':
      return { kind: 'plain', at, value: textOf(node, script) === 'true' }
    case 'null':
      return { kind: 'plain', at, value: null }
    case 'this':
    case 'super':
    case 'VariableName':
    case 'VariableDefinition':
      return { kind: 'name', at, name: textOf(node, script) }
    case 'MemberExpression':
      return member(at, children, script)
    case 'CallExpression':
    case 'NewExpression':
      return call(at, children, script)
    case 'ArrayExpression':
      return { kind: 'list', at, items: splitAt(children.slice(1, -1), ',').flatMap((item) => itemOf(item, script)) }
    case 'ObjectExpression':
      return { kind: 'object', at, fields: fieldsOf(children, script) }
    case 'ParenthesizedExpression':
    case 'AwaitExpression':
    case 'InstantiationExpression':
    case 'PostfixExpression':
      return read(children.find(({ name }) => !punctuation.has(name) && name !== 'await'))
    case 'PrefixCast':
      return read(children.at(-1))
    case 'AssignmentExpression':
      return assigned(at, children, script)
    case 'ConditionalExpression':
      return choice(at, read(children[0]), read(children[2]), read(children[4]))
    case 'UnaryExpression':
      return unary(at, children[0] ? textOf(children[0], script) : '', read(children.at(-1)))
    case 'BinaryExpression':
      return binary(node, children, script)
    case 'ArrowFunction':
    case 'FunctionExpression':
      return { kind: 'function', at, code: functionOf(node, script) }
    default:
      return { kind: 'other', at, inner: children.filter(({ firstChild }) => firstChild).map(read) }
  }
}

/** A function however it is written: declared, as a method, as an arrow. */
export function functionOf(node: SyntaxNode, script: Script): FunctionCode {
  const children = childrenOf(node)
  const named = children.find(({ name }) => name === 'VariableDefinition' || name.endsWith('PropertyDefinition'))
  const parameters = children.find(({ name }) => name === 'ParamList')
  const last = children.at(-1)
  const body = last?.name === 'Block' ? script.statementsOf(childrenOf(last), script) : []
  const value = last && last.name !== 'Block' ? expressionOf(last, script) : null
  return {
    at: node.from,
    name: named ? textOf(named, script) : null,
    parameters: parameters ? parametersOf(parameters, script) : [],
    body: value ? [{ kind: 'return', at: value.at, value }] : body,
    ...(children[0]?.name === 'get' ? { isGetter: true } : {}),
  }
}

function parametersOf(node: SyntaxNode, script: Script): Parameter[] {
  const children = childrenOf(node).filter(({ name }) => name !== '(' && name !== ')')
  return splitAt(children, ',').flatMap((group): Parameter[] => {
    const target = group.find(({ name }) => name === 'VariableDefinition' || name.endsWith('Pattern'))
    if (!target) return []
    const equals = group.findIndex(({ name }) => name === 'Equals')
    const rest = group.some(({ name }) => name === 'Spread')
    const usual = equals < 0 ? null : expressionOf(group[equals + 1], script)
    return [{ target: targetOf(target, script), default: usual, rest }]
  })
}

/** What takes a value: a name, a place, or a pattern of them. */
export function targetOf(node: SyntaxNode, script: Script): Target {
  const children = childrenOf(node).slice(1, -1)
  if (node.name === 'ArrayPattern' || node.name === 'ArrayExpression') {
    return { kind: 'items', items: splitAt(children, ',').map(([item]) => (item ? targetOf(item, script) : null)) }
  }
  if (node.name !== 'ObjectPattern') return { kind: 'place', place: expressionOf(node, script) }
  const fields = splitAt(children, ',').flatMap(([property]) => {
    const parts = property ? childrenOf(property) : []
    const [first] = parts
    if (!first || first.name === 'Spread') return []
    const colon = parts.findIndex(({ name }) => name === ':')
    const equals = parts.findIndex(({ name }) => name === 'Equals')
    const target = targetOf((colon < 0 ? first : parts[colon + 1]) ?? first, script)
    return [
      { name: textOf(first, script), target, default: equals < 0 ? null : expressionOf(parts[equals + 1], script) },
    ]
  })
  return { kind: 'fields', fields }
}

function member(at: number, children: SyntaxNode[], script: Script): Expression {
  const object = expressionOf(children[0], script)
  const last = children.at(-1)
  if (last?.name.endsWith('PropertyName')) return { kind: 'member', at, object, name: textOf(last, script) }
  return { kind: 'index', at, object, index: expressionOf(children.at(-2), script) }
}

function call(at: number, children: SyntaxNode[], script: Script): Expression {
  const parts = children.filter(({ name }) => name !== 'new' && name !== '?.' && name !== 'TypeArgList')
  const list = parts.find(({ name }) => name === 'ArgList')
  const groups = list ? splitAt(childrenOf(list).slice(1, -1), ',') : []
  const args = groups.flatMap((group) => argumentOf(group, script))
  return { kind: 'call', at, callee: expressionOf(parts[0], script), args }
}

function argumentOf(group: SyntaxNode[], script: Script): Argument[] {
  return itemOf(group, script).map(({ spread, value }) => ({ name: null, spread: spread ? 'items' : 'none', value }))
}

function itemOf(group: SyntaxNode[], script: Script): Item[] {
  const last = group.at(-1)
  return last ? [{ spread: group[0]?.name === 'Spread', value: expressionOf(last, script) }] : []
}

function fieldsOf(nodes: SyntaxNode[], script: Script): Field[] {
  return nodes.filter(({ name }) => name === 'Property').flatMap((node) => fieldOf(node, script))
}

function fieldOf(node: SyntaxNode, script: Script): Field[] {
  const children = childrenOf(node)
  const [first] = children
  if (!first) return []
  if (first.name === 'Spread') return [{ name: null, value: expressionOf(children[1], script) }]
  const colon = children.findIndex(({ name }) => name === ':')
  const key = first.name === '[' ? expressionOf(children[1], script) : keyOf(first, script)
  if (children.some(({ name }) => name === 'ParamList')) {
    return [{ name: key, value: { kind: 'function', at: node.from, code: functionOf(node, script) } }]
  }
  if (colon >= 0) return [{ name: key, value: expressionOf(children[colon + 1], script) }]
  return [{ name: key, value: { kind: 'name', at: first.from, name: textOf(first, script) } }]
}

function keyOf(node: SyntaxNode, script: Script): Expression {
  if (node.name === 'String') return expressionOf(node, script)
  return { kind: 'plain', at: node.from, value: textOf(node, script) }
}

function assigned(at: number, [target, operator, value]: SyntaxNode[], script: Script): Expression {
  if (!target || !operator) return { kind: 'other', at, inner: [] }
  return {
    kind: 'assign',
    at,
    target: targetOf(target, script),
    operator: textOf(operator, script),
    value: expressionOf(value, script),
  }
}

function binary(node: SyntaxNode, children: SyntaxNode[], script: Script): Expression {
  const at = node.from
  const read = (child: SyntaxNode | undefined) => expressionOf(child, script)
  const terms = sumTerms(node, script)
  if (terms) return { kind: 'sum', at, terms: terms.map(read) }
  const left = read(children[0])
  const operator = children.find(({ name }) => operators.has(name))
  // A type that is only claimed: `as`, `satisfies`.
  if (!operator) return left
  return { kind: 'binary', at, operator: textOf(operator, script), left, right: read(children.at(-1)) }
}

function tagged(at: number, [tag, template]: SyntaxNode[], script: Script): Expression {
  if (!tag || !template) return { kind: 'other', at, inner: [] }
  const name = textOf(tag, script)
  const decode = name === 'String.raw' ? (text: string) => text : scriptText
  return { kind: 'text', at, tag: name, parts: templateParts(template, decode, script) }
}

function templateParts(node: SyntaxNode, decode: (text: string) => string, script: Script): (string | Expression)[] {
  const { source } = script
  const parts: (string | Expression)[] = []
  let at = node.from + 1
  const addText = (to: number) => {
    if (to > at) parts.push(decode(source.slice(at, to).replaceAll('\r\n', '\n')))
  }
  for (const child of childrenOf(node)) {
    if (child.name !== 'Interpolation') continue
    addText(child.from)
    parts.push(expressionOf(childrenOf(child)[1], script))
    at = child.to
  }
  addText(isCut(node, script) ? node.to : node.to - 1)
  return parts
}
