import type { SyntaxNode } from '@lezer/common'
import type { Argument, Expression, Field, FunctionCode, Item, Parameter, Target } from './code.ts'
import { formatParts, stringOf } from './python-text.ts'
import { childrenOf, choice, isCut, numberAt, type Parsed, splitAt, sumTerms, textOf, unary } from './tree-nodes.ts'

const operators = new Set(['ArithOp', 'BitOp', 'CompareOp', 'and', 'or', 'not', 'in', 'is'])

/** Reads an expression of Python; what it does not understand is `other`. */
export function expressionOf(node: SyntaxNode | undefined, parsed: Parsed): Expression {
  if (!node) return { kind: 'other', at: 0, inner: [] }
  const at = node.from
  const children = childrenOf(node)
  const read = (child: SyntaxNode | undefined) => expressionOf(child, parsed)
  switch (node.name) {
    case 'String':
      return { kind: 'plain', at, value: stringOf(textOf(node, parsed), isCut(node, parsed)) }
    case 'FormatString':
      return { kind: 'text', at, parts: formatParts(node, parsed, read) }
    case 'ContinuedString':
      return { kind: 'text', at, parts: children.map(read) }
    case 'Number':
      return numberAt(at, textOf(node, parsed))
    case 'Boolean':
      return { kind: 'plain', at, value: textOf(node, parsed) === 'True' }
    case 'None':
      return { kind: 'plain', at, value: null }
    case 'VariableName':
      return { kind: 'name', at, name: textOf(node, parsed) }
    case 'MemberExpression':
      return member(at, children, parsed)
    case 'CallExpression':
      return { kind: 'call', at, callee: read(children[0]), args: argumentsOf(children[1], parsed) }
    case 'ArrayExpression':
    case 'TupleExpression':
    case 'SetExpression':
      return { kind: 'list', at, items: itemsOf(children.slice(1, -1), parsed) }
    case 'DictionaryExpression':
      return { kind: 'object', at, fields: fieldsOf(children.slice(1, -1), parsed) }
    case 'ParenthesizedExpression':
      return read(children[1])
    case 'AwaitExpression':
      return read(children.at(-1))
    case 'NamedExpression':
      return namedExpression(at, children, parsed)
    case 'ConditionalExpression':
      return choice(at, read(children[2]), read(children[0]), read(children[4]))
    case 'UnaryExpression':
      return unary(at, children[0] ? textOf(children[0], parsed) : '', read(children.at(-1)))
    case 'BinaryExpression':
      return binary(node, children, parsed)
    case 'LambdaExpression':
      return { kind: 'function', at, code: lambda(node, children, parsed) }
    case 'ArrayComprehensionExpression':
      // What the grammar takes a list for that is cut off behind its first item.
      if (!children.some(({ name }) => name === 'for'))
        return { kind: 'list', at, items: itemsOf(children.slice(1, -1), parsed) }
      return comprehension(at, children.slice(1, -1), parsed)
    case 'SetComprehensionExpression':
    case 'ComprehensionExpression':
      return comprehension(at, children.slice(1, -1), parsed)
    default:
      return { kind: 'other', at, inner: children.filter(({ firstChild }) => firstChild).map(read) }
  }
}

/** One expression, or several with commas between them: a tuple without its brackets. */
export function listedOf(nodes: SyntaxNode[], parsed: Parsed): Expression {
  const [first] = nodes
  if (nodes.length === 1 || !first) return expressionOf(first, parsed)
  if (first.name === '*') return expressionOf(nodes[1], parsed)
  return { kind: 'list', at: first.from, items: itemsOf(nodes, parsed) }
}

/** What stands on the left of `=`, after `for` or after `as`. */
export function targetOf(nodes: SyntaxNode[], parsed: Parsed): Target {
  const [first, second] = nodes
  if (nodes.length > 1 && second?.name === ',') return targetsOf(nodes, parsed)
  if (first?.name === 'TupleExpression' || first?.name === 'ArrayExpression') {
    return targetsOf(
      childrenOf(first).filter(({ name }) => !'()[]'.includes(name)),
      parsed,
    )
  }
  return { kind: 'place', place: expressionOf(first, parsed) }
}

function targetsOf(nodes: SyntaxNode[], parsed: Parsed): Target {
  const items = splitAt(nodes, ',').flatMap((item) => (item.length ? [targetOf(item, parsed)] : []))
  return { kind: 'items', items }
}

/** The parameters of a function or a lambda, from its `ParamList`. */
export function parametersOf(list: SyntaxNode | undefined, parsed: Parsed): Parameter[] {
  const named = list ? childrenOf(list).filter(({ name }) => name !== '(' && name !== ')') : []
  return splitAt(named, ',').flatMap((group): Parameter[] => {
    const name = group.find((node) => node.name === 'VariableName')
    if (!name) return []
    const equals = group.findIndex((node) => node.name === 'AssignOp')
    const rest = group[0]?.name === '*' || group[0]?.name === '**'
    const usual = equals < 0 ? null : expressionOf(group[equals + 1], parsed)
    return [{ target: targetOf([name], parsed), default: usual, rest }]
  })
}

function itemsOf(nodes: SyntaxNode[], parsed: Parsed): Item[] {
  return splitAt(nodes, ',').flatMap((item): Item[] => {
    const last = item.at(-1)
    return last ? [{ spread: item[0]?.name === '*', value: expressionOf(last, parsed) }] : []
  })
}

function fieldsOf(nodes: SyntaxNode[], parsed: Parsed): Field[] {
  return splitAt(nodes, ',').flatMap((group): Field[] => {
    const [first] = group
    const last = group.at(-1)
    if (!first || !last) return []
    if (first.name === '**') return [{ name: null, value: expressionOf(last, parsed) }]
    return group.length < 3 ? [] : [{ name: expressionOf(first, parsed), value: expressionOf(last, parsed) }]
  })
}

function member(at: number, children: SyntaxNode[], parsed: Parsed): Expression {
  const object = expressionOf(children[0], parsed)
  const last = children.at(-1)
  if (last?.name === 'PropertyName') return { kind: 'member', at, object, name: textOf(last, parsed) }
  const index = children.slice(2, -1)
  return { kind: 'index', at, object, index: index.length === 1 ? expressionOf(index[0], parsed) : null }
}

function namedExpression(at: number, children: SyntaxNode[], parsed: Parsed): Expression {
  const target = targetOf(children.slice(0, 1), parsed)
  return { kind: 'assign', at, target, operator: '=', value: expressionOf(children[2], parsed) }
}

function binary(node: SyntaxNode, children: SyntaxNode[], parsed: Parsed): Expression {
  const at = node.from
  const read = (child: SyntaxNode | undefined) => expressionOf(child, parsed)
  const terms = sumTerms(node, parsed)
  if (terms) return { kind: 'sum', at, terms: terms.map(read) }
  const operator = children
    .filter(({ name }) => operators.has(name))
    .map((child) => textOf(child, parsed))
    .join(' ')
  return { kind: 'binary', at, operator, left: read(children[0]), right: read(children.at(-1)) }
}

function lambda(node: SyntaxNode, children: SyntaxNode[], parsed: Parsed): FunctionCode {
  const list = children.find(({ name }) => name === 'ParamList')
  const value = expressionOf(children.at(-1), parsed)
  return {
    at: node.from,
    name: null,
    parameters: parametersOf(list, parsed),
    body: [{ kind: 'return', at: value.at, value }],
  }
}

function comprehension(at: number, children: SyntaxNode[], parsed: Parsed): Expression {
  const places = ['for', 'in', 'if', 'async'].map((word) => children.findIndex(({ name }) => name === word))
  const [start = -1, middle = -1, end = -1] = places
  const isSimple = start > 0 && middle > start && children.findLastIndex(({ name }) => name === 'for') === start
  if (!isSimple) return { kind: 'other', at, inner: [] }
  return {
    kind: 'each',
    at,
    item: expressionOf(children[0], parsed),
    target: targetOf(children.slice(start + 1, middle), parsed),
    source: listedOf(children.slice(middle + 1, end < 0 ? undefined : end), parsed),
  }
}

function argumentsOf(node: SyntaxNode | undefined, parsed: Parsed): Argument[] {
  const children = node ? childrenOf(node).slice(1, -1) : []
  if (children.some(({ name }) => name === 'for')) {
    return [{ name: null, spread: 'none', value: comprehension(node?.from ?? 0, children, parsed) }]
  }
  return splitAt(children, ',').flatMap((group): Argument[] => {
    const [first, equals] = group
    const last = group.at(-1)
    if (!first || !last) return []
    const isNamed = equals?.name === 'AssignOp'
    const spread = first.name === '**' ? 'fields' : first.name === '*' ? 'items' : 'none'
    return [{ name: isNamed ? textOf(first, parsed) : null, spread, value: expressionOf(last, parsed) }]
  })
}
