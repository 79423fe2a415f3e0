import type { ESTree } from 'vite'

type Node = { type: string; [field: string]: unknown }

/**
 * Every module that a script names: static imports, re-exports, `import()` and `require()` of a literal.
 * @param program The script's syntax tree, from Vite's `parseAst`.
 */
export function importsIn(program: ESTree.Program): string[] {
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
    } else if (isNode(value)) {
      const specifier = specifierOf(value)
      if (specifier !== null) found.add(specifier)
      for (const field of Object.values(value)) visit(field)
    }
  }
  visit(program.body)
  return [...found]
}

function specifierOf(node: Node): string | null {
  if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return literal(node.source)
  if (node.type === 'ImportExpression') return literal(node.source)
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.name !== 'require') return null
  return Array.isArray(node.arguments) ? literal(node.arguments[0]) : null
}

/** The text of a literal; minifiers write a plain text as a template without holes. */
function literal(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis) || node.quasis.length !== 1) return null
  const [{ value }] = node.quasis as [{ value: { cooked: string } }]
  return value.cooked
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
