import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'
import type { Argument, Code, Expression, Field, FunctionCode, Item, Parameter, Statement, Target } from './code.ts'
import { pythonText } from './string-escapes.ts'
import { childrenOf, choice, numberAt, parseWhole, type Sums, splitAt, sumTerms, unary } from './tree-nodes.ts'

/** Reads Python as far as its grammar carries; what it does not understand is `other`. */
export function readPython(source: string): Code {
  const tree = parseWhole(parser, source)
  return { language: 'python', body: createReader({ parser, source }).statements(childrenOf(tree.topNode)) }
}

const quotes = ['"""', "'''", '"', "'"]
const operators = new Set(['ArithOp', 'BitOp', 'CompareOp', 'and', 'or', 'not', 'in', 'is'])

function createReader(sums: Sums) {
  const { source } = sums
  const textOf = (node: SyntaxNode) => source.slice(node.from, node.to)
  const statements = (nodes: SyntaxNode[]): Statement[] => nodes.flatMap(statement)
  const bodyOf = (node: SyntaxNode | undefined) => (node ? statements(childrenOf(node)) : [])

  function statement(node: SyntaxNode): Statement[] {
    const at = node.from
    const children = childrenOf(node)
    switch (node.name) {
      case 'AssignStatement':
        return assignment(at, children)
      case 'UpdateStatement': {
        const [target, operator, ...rest] = children
        if (!target || !operator) return []
        return [{ kind: 'assign', at, targets: [targetOf([target])], operator: textOf(operator), value: listed(rest) }]
      }
      case 'ExpressionStatement':
        return children.length === 0 ? [] : [{ kind: 'expression', at, value: listed(children) }]
      case 'ReturnStatement':
        return [{ kind: 'return', at, value: children.length > 1 ? listed(children.slice(1)) : null }]
      case 'FunctionDefinition':
        return [{ kind: 'function', at, code: functionOf(node, children) }]
      case 'DecoratedStatement':
        return decorated(children)
      case 'ClassDefinition': {
        const name = children.find((child) => child.name === 'VariableName')
        return [{ kind: 'class', at, name: name ? textOf(name) : '', body: bodyOf(lastBody(children)) }]
      }
      case 'ImportStatement':
        return [{ kind: 'import', at, names: importedNames(children) }]
      case 'IfStatement':
        return [ifStatement(at, children)]
      case 'ForStatement':
        return [forStatement(at, children)]
      case 'WithStatement':
        return [{ kind: 'block', at, body: [...withItems(at, children), ...bodyOf(lastBody(children))] }]
      case 'WhileStatement':
      case 'TryStatement':
      case 'MatchStatement':
      case 'MatchBody':
      case 'MatchClause':
        return [{ kind: 'block', at, body: children.flatMap((child) => inner(child)) }]
      default:
        return []
    }
  }

  function decorated(children: SyntaxNode[]): Statement[] {
    const isGetter = children.some((child) => child.name === 'Decorator' && getters.has(textOf(child).trim()))
    return statements(children).map((made) =>
      made.kind === 'function' && isGetter ? { ...made, code: { ...made.code, isGetter } } : made,
    )
  }

  function inner(node: SyntaxNode): Statement[] {
    if (node.name === 'Body') return bodyOf(node)
    return node.name === 'MatchBody' || node.name === 'MatchClause' ? statement(node) : []
  }

  function assignment(at: number, children: SyntaxNode[]): Statement[] {
    const sides = splitAt(
      children.filter(({ name }) => name !== 'TypeDef'),
      'AssignOp',
    )
    const value = sides.pop()
    if (!value?.length || sides.length === 0) return []
    return [{ kind: 'assign', at, targets: sides.map(targetOf), operator: '=', value: listed(value) }]
  }

  function ifStatement(at: number, children: SyntaxNode[]): Statement {
    const place = children.findIndex(({ name }) => name === 'Body')
    const first = bodyOf(children[place])
    const rest = children.slice(place + 1)
    const second = rest[0]?.name === 'elif' ? [ifStatement(at, rest)] : bodyOf(rest.find(({ name }) => name === 'Body'))
    return { kind: 'if', at, test: expression(children[1]), first, second }
  }

  function forStatement(at: number, children: SyntaxNode[]): Statement {
    const start = children.findIndex(({ name }) => name === 'for')
    const middle = children.findIndex(({ name }) => name === 'in')
    const end = children.findIndex(({ name }) => name === 'Body')
    const target = targetOf(children.slice(start + 1, middle))
    return { kind: 'each', at, target, source: listed(children.slice(middle + 1, end)), body: bodyOf(children[end]) }
  }

  function withItems(at: number, children: SyntaxNode[]): Statement[] {
    const items = children.filter(({ name }) => !['async', 'with', 'Body', '(', ')'].includes(name))
    return splitAt(items, ',').flatMap((item): Statement[] => {
      const [value, as, target] = item
      if (!value) return []
      if (as?.name !== 'as' || !target) return [{ kind: 'expression', at, value: expression(value) }]
      return [{ kind: 'assign', at, targets: [targetOf([target])], operator: '=', value: expression(value) }]
    })
  }

  function importedNames(children: SyntaxNode[]): { name: string; as: string }[] {
    const place = children.findIndex(({ name }) => name === 'import')
    return splitAt(
      children.slice(place + 1).filter(({ name }) => name !== '(' && name !== ')'),
      ',',
    ).flatMap((item) => {
      const words = item.filter(({ name }) => name === 'VariableName').map(textOf)
      const [name, last] = [words[0], words.at(-1)]
      if (name === undefined || last === undefined) return []
      return [item.some((node) => node.name === 'as') ? { name, as: last } : { name, as: name }]
    })
  }

  function functionOf(node: SyntaxNode, children: SyntaxNode[]): FunctionCode {
    const name = children.find((child) => child.name === 'VariableName')
    const parameters = children.find((child) => child.name === 'ParamList')
    const body = lastBody(children)
    return {
      at: node.from,
      name: name ? textOf(name) : null,
      parameters: parameters ? parametersOf(childrenOf(parameters)) : [],
      body: bodyOf(body),
    }
  }

  function parametersOf(children: SyntaxNode[]): Parameter[] {
    const named = children.filter(({ name }) => name !== '(' && name !== ')')
    return splitAt(named, ',').flatMap((group): Parameter[] => {
      const name = group.find((node) => node.name === 'VariableName')
      if (!name) return []
      const equals = group.findIndex((node) => node.name === 'AssignOp')
      const rest = group[0]?.name === '*' || group[0]?.name === '**'
      return [{ target: targetOf([name]), default: equals < 0 ? null : expression(group[equals + 1]), rest }]
    })
  }

  function targetOf(nodes: SyntaxNode[]): Target {
    const [first, second] = nodes
    if (nodes.length > 1 && second?.name === ',') {
      return { kind: 'items', items: splitAt(nodes, ',').flatMap((item) => (item.length ? [targetOf(item)] : [])) }
    }
    if (first?.name === 'TupleExpression' || first?.name === 'ArrayExpression') {
      const items = childrenOf(first).filter(({ name }) => !'()[]'.includes(name))
      return { kind: 'items', items: splitAt(items, ',').flatMap((item) => (item.length ? [targetOf(item)] : [])) }
    }
    return { kind: 'place', place: expression(first) }
  }

  /** One expression, or several with commas between them: a tuple without its brackets. */
  function listed(nodes: SyntaxNode[]): Expression {
    const [first] = nodes
    if (nodes.length === 1 || !first) return expression(first)
    if (first.name === '*') return expression(nodes[1])
    return { kind: 'list', at: first.from, items: itemsOf(nodes) }
  }

  function itemsOf(nodes: SyntaxNode[]): Item[] {
    return splitAt(nodes, ',').flatMap((item): Item[] => {
      const last = item.at(-1)
      return last ? [{ spread: item[0]?.name === '*', value: expression(last) }] : []
    })
  }

  function expression(node: SyntaxNode | undefined): Expression {
    if (!node) return { kind: 'other', at: 0, inner: [] }
    const at = node.from
    const children = childrenOf(node)
    switch (node.name) {
      case 'String':
        return { kind: 'plain', at, value: stringOf(textOf(node)) }
      case 'FormatString':
        return { kind: 'text', at, parts: formatParts(node) }
      case 'ContinuedString':
        return { kind: 'text', at, parts: children.map(expression) }
      case 'Number':
        return numberAt(at, textOf(node))
      case 'Boolean':
        return { kind: 'plain', at, value: textOf(node) === 'True' }
      case 'None':
        return { kind: 'plain', at, value: null }
      case 'VariableName':
        return { kind: 'name', at, name: textOf(node) }
      case 'MemberExpression':
        return member(at, children)
      case 'CallExpression':
        return { kind: 'call', at, callee: expression(children[0]), args: argumentsOf(children[1]) }
      case 'ArrayExpression':
      case 'TupleExpression':
      case 'SetExpression':
        return { kind: 'list', at, items: itemsOf(children.slice(1, -1)) }
      case 'DictionaryExpression':
        return { kind: 'object', at, fields: splitAt(children.slice(1, -1), ',').flatMap(fieldOf) }
      case 'ParenthesizedExpression':
        return expression(children[1])
      case 'AwaitExpression':
        return expression(children.at(-1))
      case 'NamedExpression':
        return {
          kind: 'assign',
          at,
          target: targetOf(children.slice(0, 1)),
          operator: '=',
          value: expression(children[2]),
        }
      case 'ConditionalExpression':
        return choice(at, expression(children[2]), expression(children[0]), expression(children[4]))
      case 'UnaryExpression':
        return unary(at, children[0] ? textOf(children[0]) : '', expression(children.at(-1)))
      case 'BinaryExpression':
        return binary(node, children)
      case 'LambdaExpression':
        return { kind: 'function', at, code: lambda(node, children) }
      case 'ArrayComprehensionExpression':
      case 'SetComprehensionExpression':
      case 'ComprehensionExpression':
        return comprehension(at, children.slice(1, -1))
      default:
        return { kind: 'other', at, inner: children.filter(({ firstChild }) => firstChild).map(expression) }
    }
  }

  function member(at: number, children: SyntaxNode[]): Expression {
    const object = expression(children[0])
    const last = children.at(-1)
    if (last?.name === 'PropertyName') return { kind: 'member', at, object, name: textOf(last) }
    const index = children.slice(2, -1)
    return { kind: 'index', at, object, index: index.length === 1 ? expression(index[0]) : null }
  }

  function binary(node: SyntaxNode, children: SyntaxNode[]): Expression {
    const at = node.from
    const terms = sumTerms(node, sums)
    if (terms) return { kind: 'sum', at, terms: terms.map(expression) }
    const operator = children
      .filter(({ name }) => operators.has(name))
      .map(textOf)
      .join(' ')
    return { kind: 'binary', at, operator, left: expression(children[0]), right: expression(children.at(-1)) }
  }

  function lambda(node: SyntaxNode, children: SyntaxNode[]): FunctionCode {
    const parameters = children.find(({ name }) => name === 'ParamList')
    const value = expression(children.at(-1))
    return {
      at: node.from,
      name: null,
      parameters: parameters ? parametersOf(childrenOf(parameters)) : [],
      body: [{ kind: 'return', at: value.at, value }],
    }
  }

  function comprehension(at: number, children: SyntaxNode[]): Expression {
    const places = ['for', 'in', 'if', 'async'].map((word) => children.findIndex(({ name }) => name === word))
    const [start = -1, middle = -1, end = -1] = places
    const isSimple = start > 0 && middle > start && children.findLastIndex(({ name }) => name === 'for') === start
    if (!isSimple) return { kind: 'other', at, inner: [] }
    return {
      kind: 'each',
      at,
      item: expression(children[0]),
      target: targetOf(children.slice(start + 1, middle)),
      source: listed(children.slice(middle + 1, end < 0 ? undefined : end)),
    }
  }

  function fieldOf(nodes: SyntaxNode[]): Field[] {
    const [first] = nodes
    const last = nodes.at(-1)
    if (!first || !last) return []
    if (first.name === '**') return [{ name: null, value: expression(last) }]
    return nodes.length < 3 ? [] : [{ name: expression(first), value: expression(last) }]
  }

  function argumentsOf(node: SyntaxNode | undefined): Argument[] {
    const children = node ? childrenOf(node).slice(1, -1) : []
    if (children.some(({ name }) => name === 'for')) {
      return [{ name: null, spread: 'none', value: comprehension(node?.from ?? 0, children) }]
    }
    return splitAt(children, ',').flatMap((group): Argument[] => {
      const [first, equals] = group
      const last = group.at(-1)
      if (!first || !last) return []
      const isNamed = equals?.name === 'AssignOp'
      const spread = first.name === '**' ? 'fields' : first.name === '*' ? 'items' : 'none'
      return [{ name: isNamed ? textOf(first) : null, spread, value: expression(last) }]
    })
  }

  function formatParts(node: SyntaxNode): (string | Expression)[] {
    const { start, end, isRaw } = frameOf(textOf(node))
    const parts: (string | Expression)[] = []
    let at = node.from + start
    const addText = (to: number) => {
      const decode = (text: string) => (isRaw ? text : pythonText(text))
      const closed = (text: string) => text.split('}}').map(decode).join('}')
      const text = source.slice(at, to).split('{{').map(closed).join('{')
      if (text !== '') parts.push(text)
    }
    for (const child of childrenOf(node)) {
      if (child.name !== 'FormatReplacement') continue
      addText(child.from)
      parts.push(expression(childrenOf(child)[1]))
      at = child.to
    }
    addText(node.from + end)
    return parts
  }

  return { statements }
}

/** Where the text of a literal begins and ends, its prefix and quotes left out. */
function frameOf(literal: string): { start: number; end: number; isRaw: boolean } {
  const prefix = literal.search(/["']/)
  const quote = quotes.find((one) => literal.startsWith(one, prefix)) ?? ''
  const start = prefix + quote.length
  const end =
    literal.length >= start + quote.length && literal.endsWith(quote) ? literal.length - quote.length : literal.length
  return { start, end, isRaw: literal.slice(0, prefix).toLowerCase().includes('r') }
}

function stringOf(literal: string): string {
  const { start, end, isRaw } = frameOf(literal)
  const text = literal.slice(start, end).replaceAll('\r\n', '\n')
  return isRaw ? text : pythonText(text)
}

/** What makes a method of Python a field. */
const getters = new Set(['@property', '@cached_property', '@functools.cached_property'])

const lastBody = (children: SyntaxNode[]) => children.findLast(({ name }) => name === 'Body')
