/**
 * Every module that a script names: static imports, re-exports, `import()` and `require()` of a literal.
 * @param program The script's syntax tree (ESTree).
 */
export function importsIn(program) {
  const found = new Set()
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (node === null || typeof node !== 'object') return
    const specifier = specifierOf(node)
    if (specifier !== null) found.add(specifier)
    for (const [key, value] of Object.entries(node)) if (key !== 'parent') visit(value)
  }
  visit(program.body)
  return [...found]
}

function specifierOf(node) {
  if (/^(Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return literal(node.source)
  if (node.type === 'ImportExpression') return literal(node.source)
  const isRequire =
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require'
  return isRequire ? literal(node.arguments[0]) : null
}

function literal(node) {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : null
}
