import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'
import type { Code, FunctionCode, Statement } from './code.ts'
import { expressionOf, listedOf, parametersOf, targetOf } from './python-expressions.ts'
import { childrenOf, type Parsed, parseWhole, splitAt, textOf } from './tree-nodes.ts'

/** Reads Python as far as its grammar carries; what it does not understand is `other`. */
export function readPython(source: string): Code {
  const tree = parseWhole(parser, source)
  const cuts = new Set<number>()
  const body = statementsOf(childrenOf(tree.topNode), { parser, source, cuts })
  return { language: 'python', body, cuts: [...cuts] }
}

/** What makes a method of Python a field. */
const getters = new Set(['@property', '@cached_property', '@functools.cached_property'])

const lastBody = (children: SyntaxNode[]) => children.findLast(({ name }) => name === 'Body')

function statementsOf(nodes: SyntaxNode[], parsed: Parsed): Statement[] {
  return nodes.flatMap((node) => statementOf(node, parsed))
}

function bodyOf(node: SyntaxNode | undefined, parsed: Parsed): Statement[] {
  return node ? statementsOf(childrenOf(node), parsed) : []
}

function statementOf(node: SyntaxNode, parsed: Parsed): Statement[] {
  const at = node.from
  const children = childrenOf(node)
  switch (node.name) {
    case 'AssignStatement':
      return assignment(at, children, parsed)
    case 'UpdateStatement':
      return update(at, children, parsed)
    case 'ExpressionStatement':
      return children.length === 0 ? [] : [{ kind: 'expression', at, value: listedOf(children, parsed) }]
    case 'ReturnStatement':
      return [{ kind: 'return', at, value: children.length > 1 ? listedOf(children.slice(1), parsed) : null }]
    case 'FunctionDefinition':
      return [{ kind: 'function', at, code: functionOf(node, children, parsed) }]
    case 'DecoratedStatement':
      return decorated(children, parsed)
    case 'ClassDefinition':
      return [{ kind: 'class', at, name: nameIn(children, parsed) ?? '', body: bodyOf(lastBody(children), parsed) }]
    case 'ImportStatement':
      return [{ kind: 'import', at, names: importedNames(children, parsed) }]
    case 'IfStatement':
      return [ifStatement(at, children, parsed)]
    case 'ForStatement':
      return [forStatement(at, children, parsed)]
    case 'WithStatement': {
      const body = [...withItems(at, children, parsed), ...bodyOf(lastBody(children), parsed)]
      return [{ kind: 'block', at, body }]
    }
    case 'WhileStatement':
    case 'TryStatement':
    case 'MatchStatement':
    case 'MatchBody':
    case 'MatchClause':
      return [{ kind: 'block', at, body: children.flatMap((child) => innerStatements(child, parsed)) }]
    default:
      return []
  }
}

function innerStatements(node: SyntaxNode, parsed: Parsed): Statement[] {
  if (node.name === 'Body') return bodyOf(node, parsed)
  return node.name === 'MatchBody' || node.name === 'MatchClause' ? statementOf(node, parsed) : []
}

function assignment(at: number, children: SyntaxNode[], parsed: Parsed): Statement[] {
  const sides = splitAt(
    children.filter(({ name }) => name !== 'TypeDef'),
    'AssignOp',
  )
  const value = sides.pop()
  if (!value?.length || sides.length === 0) return []
  const targets = sides.map((side) => targetOf(side, parsed))
  return [{ kind: 'assign', at, targets, operator: '=', value: listedOf(value, parsed) }]
}

function update(at: number, [target, operator, ...rest]: SyntaxNode[], parsed: Parsed): Statement[] {
  if (!target || !operator) return []
  const targets = [targetOf([target], parsed)]
  return [{ kind: 'assign', at, targets, operator: textOf(operator, parsed), value: listedOf(rest, parsed) }]
}

function decorated(children: SyntaxNode[], parsed: Parsed): Statement[] {
  const isGetter = children.some((child) => child.name === 'Decorator' && getters.has(textOf(child, parsed).trim()))
  return statementsOf(children, parsed).map((made) =>
    made.kind === 'function' && isGetter ? { ...made, code: { ...made.code, isGetter } } : made,
  )
}

function ifStatement(at: number, children: SyntaxNode[], parsed: Parsed): Statement {
  const place = children.findIndex(({ name }) => name === 'Body')
  const first = bodyOf(children[place], parsed)
  const rest = children.slice(place + 1)
  const last = rest.find(({ name }) => name === 'Body')
  const second = rest[0]?.name === 'elif' ? [ifStatement(at, rest, parsed)] : bodyOf(last, parsed)
  return { kind: 'if', at, test: expressionOf(children[1], parsed), first, second }
}

function forStatement(at: number, children: SyntaxNode[], parsed: Parsed): Statement {
  const start = children.findIndex(({ name }) => name === 'for')
  const middle = children.findIndex(({ name }) => name === 'in')
  const end = children.findIndex(({ name }) => name === 'Body')
  const target = targetOf(children.slice(start + 1, middle), parsed)
  const source = listedOf(children.slice(middle + 1, end), parsed)
  return { kind: 'each', at, target, source, body: bodyOf(children[end], parsed) }
}

function withItems(at: number, children: SyntaxNode[], parsed: Parsed): Statement[] {
  const items = children.filter(({ name }) => !['async', 'with', 'Body', '(', ')'].includes(name))
  return splitAt(items, ',').flatMap((item): Statement[] => {
    const [value, as, target] = item
    if (!value) return []
    if (as?.name !== 'as' || !target) return [{ kind: 'expression', at, value: expressionOf(value, parsed) }]
    const targets = [targetOf([target], parsed)]
    return [{ kind: 'assign', at, targets, operator: '=', value: expressionOf(value, parsed) }]
  })
}

function importedNames(children: SyntaxNode[], parsed: Parsed): { name: string; as: string }[] {
  const place = children.findIndex(({ name }) => name === 'import')
  const named = children.slice(place + 1).filter(({ name }) => name !== '(' && name !== ')')
  return splitAt(named, ',').flatMap((item) => {
    const words = item.filter(({ name }) => name === 'VariableName').map((word) => textOf(word, parsed))
    const [name, last] = [words[0], words.at(-1)]
    if (name === undefined || last === undefined) return []
    return [item.some((node) => node.name === 'as') ? { name, as: last } : { name, as: name }]
  })
}

function functionOf(node: SyntaxNode, children: SyntaxNode[], parsed: Parsed): FunctionCode {
  const list = children.find((child) => child.name === 'ParamList')
  return {
    at: node.from,
    name: nameIn(children, parsed),
    parameters: parametersOf(list, parsed),
    body: bodyOf(lastBody(children), parsed),
  }
}

function nameIn(children: SyntaxNode[], parsed: Parsed): string | null {
  const name = children.find((child) => child.name === 'VariableName')
  return name ? textOf(name, parsed) : null
}
