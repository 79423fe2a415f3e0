import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/javascript'
import type { Argument, Code, Expression, Field, FunctionCode, Item, Parameter, Statement, Target } from './code.ts'
import { scriptText } from './string-escapes.ts'
import { childrenOf, choice, numberAt, parseWhole, type Sums, splitAt, sumTerms, unary } from './tree-nodes.ts'

export const typescript = parser.configure({ dialect: 'ts' })
const withElements = parser.configure({ dialect: 'ts jsx' })

/** Reads TypeScript or JavaScript as far as its grammar carries; what it does not understand is `other`. */
export function readScript(source: string, hasElements = false): Code {
  const grammar = hasElements ? withElements : typescript
  const tree = parseWhole(grammar, source)
  return { language: 'script', body: createReader({ parser: grammar, source }).statements(childrenOf(tree.topNode)) }
}

const operators = new Set(['ArithOp', 'LogicOp', 'BitOp', 'CompareOp', 'in', 'instanceof'])
const punctuation = new Set(['(', ')', '[', ']', '{', '}', ';'])

function createReader(sums: Sums) {
  const { source } = sums
  const textOf = (node: SyntaxNode) => source.slice(node.from, node.to)
  const statements = (nodes: SyntaxNode[]): Statement[] => nodes.flatMap(statement)

  function statement(node: SyntaxNode): Statement[] {
    const at = node.from
    const children = childrenOf(node).filter(({ name }) => name !== ';')
    switch (node.name) {
      case 'VariableDeclaration':
        return splitAt(children.slice(1), ',').flatMap((group) => declaration(at, group))
      case 'ExpressionStatement':
        return children[0] ? [{ kind: 'expression', at, value: expression(children[0]) }] : []
      case 'ReturnStatement':
        return [{ kind: 'return', at, value: children[1] ? expression(children[1]) : null }]
      case 'FunctionDeclaration':
        return [{ kind: 'function', at, code: functionOf(node) }]
      case 'ClassDeclaration':
        return [classStatement(at, children)]
      case 'MethodDeclaration':
        return [{ kind: 'function', at, code: functionOf(node) }]
      case 'PropertyDeclaration':
        return property(at, children)
      case 'ImportDeclaration':
        return [{ kind: 'import', at, names: importedNames(children) }]
      case 'IfStatement': {
        const place = children.findIndex(({ name }) => name === 'else')
        const first = children.slice(2, place < 0 ? undefined : place)
        const second = place < 0 ? [] : children.slice(place + 1)
        return [{ kind: 'if', at, test: expression(children[1]), first: statements(first), second: statements(second) }]
      }
      case 'ForStatement':
        return [forStatement(at, children)]
      case 'ExportDeclaration':
      case 'Block':
      case 'SwitchBody':
      case 'SwitchStatement':
      case 'WhileStatement':
      case 'DoStatement':
      case 'TryStatement':
      case 'CatchClause':
      case 'FinallyClause':
      case 'LabeledStatement':
        return [{ kind: 'block', at, body: statements(children) }]
      default:
        return node.name.endsWith('Expression') ? [{ kind: 'expression', at, value: expression(node) }] : []
    }
  }

  function declaration(at: number, group: SyntaxNode[]): Statement[] {
    const [target] = group
    const equals = group.findIndex(({ name }) => name === 'Equals')
    if (!target || equals < 0) return []
    const value = expression(group[equals + 1])
    if (value.kind === 'function') value.code.name ??= textOf(target)
    return [{ kind: 'assign', at, targets: [targetOf(target)], operator: '=', value }]
  }

  function classStatement(at: number, children: SyntaxNode[]): Statement {
    const name = children.find((child) => child.name === 'VariableDefinition')
    const body = children.find((child) => child.name === 'ClassBody')
    return { kind: 'class', at, name: name ? textOf(name) : '', body: body ? statements(childrenOf(body)) : [] }
  }

  function property(at: number, children: SyntaxNode[]): Statement[] {
    const name = children.find((child) => child.name.endsWith('PropertyDefinition'))
    const equals = children.findIndex((child) => child.name === 'Equals')
    if (!name || equals < 0) return []
    const place: Expression = { kind: 'name', at, name: textOf(name) }
    const value = expression(children[equals + 1])
    return [{ kind: 'assign', at, targets: [{ kind: 'place', place }], operator: '=', value }]
  }

  function forStatement(at: number, children: SyntaxNode[]): Statement {
    const head = children.find(({ name }) => name === 'ForOfSpec' || name === 'ForInSpec')
    const last = children.at(-1)
    const body = last ? statement(last) : []
    if (!head) return { kind: 'block', at, body }
    const parts = childrenOf(head)
    const middle = parts.findIndex(({ name }) => name === 'of' || name === 'in')
    const target = parts[middle - 1]
    if (!target || head.name === 'ForInSpec') return { kind: 'block', at, body }
    return { kind: 'each', at, target: targetOf(target), source: expression(parts[middle + 1]), body }
  }

  function importedNames(children: SyntaxNode[]): { name: string; as: string }[] {
    return children.flatMap((child) => {
      if (child.name === 'VariableDefinition') return [{ name: textOf(child), as: textOf(child) }]
      if (child.name !== 'ImportGroup') return []
      return splitAt(childrenOf(child).slice(1, -1), ',').flatMap((group) => {
        const [first] = group
        const last = group.at(-1)
        return first && last ? [{ name: textOf(first), as: textOf(last) }] : []
      })
    })
  }

  function functionOf(node: SyntaxNode): FunctionCode {
    const children = childrenOf(node)
    const named = children.find(({ name }) => name === 'VariableDefinition' || name.endsWith('PropertyDefinition'))
    const parameters = children.find(({ name }) => name === 'ParamList')
    const last = children.at(-1)
    const body = last?.name === 'Block' ? statements(childrenOf(last)) : []
    const value = last && last.name !== 'Block' ? expression(last) : null
    return {
      at: node.from,
      name: named ? textOf(named) : null,
      parameters: parameters ? parametersOf(parameters) : [],
      body: value ? [{ kind: 'return', at: value.at, value }] : body,
      ...(children[0]?.name === 'get' ? { isGetter: true } : {}),
    }
  }

  function parametersOf(node: SyntaxNode): Parameter[] {
    const children = childrenOf(node).filter(({ name }) => name !== '(' && name !== ')')
    return splitAt(children, ',').flatMap((group): Parameter[] => {
      const target = group.find(({ name }) => name === 'VariableDefinition' || name.endsWith('Pattern'))
      if (!target) return []
      const equals = group.findIndex(({ name }) => name === 'Equals')
      const rest = group.some(({ name }) => name === 'Spread')
      return [{ target: targetOf(target), default: equals < 0 ? null : expression(group[equals + 1]), rest }]
    })
  }

  function targetOf(node: SyntaxNode): Target {
    const children = childrenOf(node).slice(1, -1)
    if (node.name === 'ArrayPattern' || node.name === 'ArrayExpression') {
      return { kind: 'items', items: splitAt(children, ',').map(([item]) => (item ? targetOf(item) : null)) }
    }
    if (node.name !== 'ObjectPattern') return { kind: 'place', place: expression(node) }
    const fields = splitAt(children, ',').flatMap(([property]) => {
      const parts = property ? childrenOf(property) : []
      const [first] = parts
      if (!first || first.name === 'Spread') return []
      const colon = parts.findIndex(({ name }) => name === ':')
      const equals = parts.findIndex(({ name }) => name === 'Equals')
      const target = (colon < 0 ? first : parts[colon + 1]) ?? first
      return [
        { name: textOf(first), target: targetOf(target), default: equals < 0 ? null : expression(parts[equals + 1]) },
      ]
    })
    return { kind: 'fields', fields }
  }

  function expression(node: SyntaxNode | undefined): Expression {
    if (!node) return { kind: 'other', at: 0, inner: [] }
    const at = node.from
    const children = childrenOf(node)
    switch (node.name) {
      case 'String':
        return { kind: 'plain', at, value: scriptText(textOf(node).slice(1, -1)) }
      case 'TemplateString':
        return { kind: 'text', at, parts: templateParts(node, scriptText) }
      case 'TaggedTemplateExpression':
        return tagged(at, children)
      case 'Number':
        return numberAt(at, textOf(node))
      case 'BooleanLiteral':
        return { kind: 'plain', at, value: textOf(node) === 'true' }
      case 'null':
        return { kind: 'plain', at, value: null }
      case 'this':
      case 'super':
      case 'VariableName':
      case 'VariableDefinition':
        return { kind: 'name', at, name: textOf(node) }
      case 'MemberExpression':
        return member(at, children)
      case 'CallExpression':
      case 'NewExpression':
        return call(at, children)
      case 'ArrayExpression':
        return { kind: 'list', at, items: splitAt(children.slice(1, -1), ',').flatMap(itemOf) }
      case 'ObjectExpression':
        return { kind: 'object', at, fields: children.filter(({ name }) => name === 'Property').flatMap(fieldOf) }
      case 'ParenthesizedExpression':
      case 'AwaitExpression':
      case 'InstantiationExpression':
      case 'PostfixExpression':
        return expression(children.find(({ name }) => !punctuation.has(name) && name !== 'await'))
      case 'PrefixCast':
        return expression(children.at(-1))
      case 'AssignmentExpression':
        return assigned(at, children)
      case 'ConditionalExpression':
        return choice(at, expression(children[0]), expression(children[2]), expression(children[4]))
      case 'UnaryExpression':
        return unary(at, children[0] ? textOf(children[0]) : '', expression(children.at(-1)))
      case 'BinaryExpression':
        return binary(node, children)
      case 'ArrowFunction':
      case 'FunctionExpression':
        return { kind: 'function', at, code: functionOf(node) }
      default:
        return { kind: 'other', at, inner: children.filter(({ firstChild }) => firstChild).map(expression) }
    }
  }

  function member(at: number, children: SyntaxNode[]): Expression {
    const object = expression(children[0])
    const last = children.at(-1)
    if (last?.name.endsWith('PropertyName')) return { kind: 'member', at, object, name: textOf(last) }
    return { kind: 'index', at, object, index: expression(children.at(-2)) }
  }

  function call(at: number, children: SyntaxNode[]): Expression {
    const parts = children.filter(({ name }) => name !== 'new' && name !== '?.' && name !== 'TypeArgList')
    const list = parts.find(({ name }) => name === 'ArgList')
    const args = list ? splitAt(childrenOf(list).slice(1, -1), ',').flatMap(argumentOf) : []
    return { kind: 'call', at, callee: expression(parts[0]), args }
  }

  function argumentOf(group: SyntaxNode[]): Argument[] {
    return itemOf(group).map(({ spread, value }) => ({ name: null, spread: spread ? 'items' : 'none', value }))
  }

  function itemOf(group: SyntaxNode[]): Item[] {
    const last = group.at(-1)
    return last ? [{ spread: group[0]?.name === 'Spread', value: expression(last) }] : []
  }

  function fieldOf(node: SyntaxNode): Field[] {
    const children = childrenOf(node)
    const [first] = children
    if (!first) return []
    if (first.name === 'Spread') return [{ name: null, value: expression(children[1]) }]
    const colon = children.findIndex(({ name }) => name === ':')
    const key = first.name === '[' ? expression(children[1]) : keyOf(first)
    if (children.some(({ name }) => name === 'ParamList')) {
      return [{ name: key, value: { kind: 'function', at: node.from, code: functionOf(node) } }]
    }
    if (colon >= 0) return [{ name: key, value: expression(children[colon + 1]) }]
    return [{ name: key, value: { kind: 'name', at: first.from, name: textOf(first) } }]
  }

  function keyOf(node: SyntaxNode): Expression {
    if (node.name === 'String') return expression(node)
    return { kind: 'plain', at: node.from, value: textOf(node) }
  }

  function assigned(at: number, children: SyntaxNode[]): Expression {
    const [target, operator, value] = children
    if (!target || !operator) return { kind: 'other', at, inner: [] }
    return { kind: 'assign', at, target: targetOf(target), operator: textOf(operator), value: expression(value) }
  }

  function binary(node: SyntaxNode, children: SyntaxNode[]): Expression {
    const at = node.from
    const terms = sumTerms(node, sums)
    if (terms) return { kind: 'sum', at, terms: terms.map(expression) }
    const left = expression(children[0])
    const operator = children.find(({ name }) => operators.has(name))
    // A type that is only claimed: `as`, `satisfies`.
    if (!operator) return left
    return { kind: 'binary', at, operator: textOf(operator), left, right: expression(children.at(-1)) }
  }

  function tagged(at: number, children: SyntaxNode[]): Expression {
    const [tag, template] = children
    if (!tag || !template) return { kind: 'other', at, inner: [] }
    const name = textOf(tag)
    const decode = name === 'String.raw' ? (text: string) => text : scriptText
    return { kind: 'text', at, tag: name, parts: templateParts(template, decode) }
  }

  function templateParts(node: SyntaxNode, decode: (text: string) => string): (string | Expression)[] {
    const parts: (string | Expression)[] = []
    let at = node.from + 1
    const addText = (to: number) => {
      if (to > at) parts.push(decode(source.slice(at, to).replaceAll('\r\n', '\n')))
    }
    for (const child of childrenOf(node)) {
      if (child.name !== 'Interpolation') continue
      addText(child.from)
      parts.push(expression(childrenOf(child)[1]))
      at = child.to
    }
    addText(node.to - (source[node.to - 1] === '`' ? 1 : 0))
    return parts
  }

  return { statements }
}
