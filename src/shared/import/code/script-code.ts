import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/javascript'
import type { Code, Expression, Statement } from './code.ts'
import { expressionOf, functionOf, type Script, targetOf } from './script-expressions.ts'
import { childrenOf, parseWhole, splitAt, textOf } from './tree-nodes.ts'

export const typescript = parser.configure({ dialect: 'ts' })
const withElements = parser.configure({ dialect: 'ts jsx' })

/** Reads TypeScript or JavaScript as far as its grammar carries; what it does not understand is `other`. */
export function readScript(source: string, hasElements = false): Code {
  const grammar = hasElements ? withElements : typescript
  const tree = parseWhole(grammar, source)
  const cuts = new Set<number>()
  const body = statementsOf(childrenOf(tree.topNode), { parser: grammar, source, cuts, statementsOf })
  return { language: 'script', body, cuts: [...cuts] }
}

function statementsOf(nodes: SyntaxNode[], script: Script): Statement[] {
  return nodes.flatMap((node) => statementOf(node, script))
}

function statementOf(node: SyntaxNode, script: Script): Statement[] {
  const at = node.from
  const children = childrenOf(node).filter(({ name }) => name !== ';')
  switch (node.name) {
    case 'VariableDeclaration':
      return splitAt(children.slice(1), ',').flatMap((group) => declaration(at, group, script))
    case 'ExpressionStatement':
      return children[0] ? [{ kind: 'expression', at, value: expressionOf(children[0], script) }] : []
    case 'ReturnStatement':
      return [{ kind: 'return', at, value: children[1] ? expressionOf(children[1], script) : null }]
    case 'FunctionDeclaration':
    case 'MethodDeclaration':
      return [{ kind: 'function', at, code: functionOf(node, script) }]
    case 'ClassDeclaration':
      return [classStatement(at, children, script)]
    case 'PropertyDeclaration':
      return property(at, children, script)
    case 'ImportDeclaration':
      return [{ kind: 'import', at, names: importedNames(children, script) }]
    case 'IfStatement':
      return [ifStatement(at, children, script)]
    case 'ForStatement':
      return [forStatement(at, children, script)]
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
      return [{ kind: 'block', at, body: statementsOf(children, script) }]
    default:
      return node.name.endsWith('Expression') ? [{ kind: 'expression', at, value: expressionOf(node, script) }] : []
  }
}

function declaration(at: number, group: SyntaxNode[], script: Script): Statement[] {
  const [target] = group
  const equals = group.findIndex(({ name }) => name === 'Equals')
  if (!target || equals < 0) return []
  const value = expressionOf(group[equals + 1], script)
  if (value.kind === 'function') value.code.name ??= textOf(target, script)
  return [{ kind: 'assign', at, targets: [targetOf(target, script)], operator: '=', value }]
}

function classStatement(at: number, children: SyntaxNode[], script: Script): Statement {
  const name = children.find((child) => child.name === 'VariableDefinition')
  const body = children.find((child) => child.name === 'ClassBody')
  return {
    kind: 'class',
    at,
    name: name ? textOf(name, script) : '',
    body: body ? statementsOf(childrenOf(body), script) : [],
  }
}

function property(at: number, children: SyntaxNode[], script: Script): Statement[] {
  const name = children.find((child) => child.name.endsWith('PropertyDefinition'))
  const equals = children.findIndex((child) => child.name === 'Equals')
  if (!name || equals < 0) return []
  const place: Expression = { kind: 'name', at, name: textOf(name, script) }
  const value = expressionOf(children[equals + 1], script)
  return [{ kind: 'assign', at, targets: [{ kind: 'place', place }], operator: '=', value }]
}

function ifStatement(at: number, children: SyntaxNode[], script: Script): Statement {
  const place = children.findIndex(({ name }) => name === 'else')
  const first = statementsOf(children.slice(2, place < 0 ? undefined : place), script)
  const second = place < 0 ? [] : statementsOf(children.slice(place + 1), script)
  return { kind: 'if', at, test: expressionOf(children[1], script), first, second }
}

function forStatement(at: number, children: SyntaxNode[], script: Script): Statement {
  const head = children.find(({ name }) => name === 'ForOfSpec' || name === 'ForInSpec')
  const last = children.at(-1)
  const body = last ? statementOf(last, script) : []
  if (!head) return { kind: 'block', at, body }
  const parts = childrenOf(head)
  const middle = parts.findIndex(({ name }) => name === 'of' || name === 'in')
  const target = parts[middle - 1]
  if (!target || head.name === 'ForInSpec') return { kind: 'block', at, body }
  const source = expressionOf(parts[middle + 1], script)
  return { kind: 'each', at, target: targetOf(target, script), source, body }
}

function importedNames(children: SyntaxNode[], script: Script): { name: string; as: string }[] {
  return children.flatMap((child) => {
    if (child.name === 'VariableDefinition') return [{ name: textOf(child, script), as: textOf(child, script) }]
    if (child.name !== 'ImportGroup') return []
    return splitAt(childrenOf(child).slice(1, -1), ',').flatMap((group) => {
      const [first] = group
      const last = group.at(-1)
      return first && last ? [{ name: textOf(first, script), as: textOf(last, script) }] : []
    })
  })
}
