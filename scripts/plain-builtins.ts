import { type Plugin, parseAst } from 'vite'

/**
 * Takes what a bundle needs of Node's own modules with `process.getBuiltinModule` instead of `import`. An `import` of one
 * reads each of its exports, and behind many of them a getter loads another world: `node:fs` brings its streams, its
 * promises, with them readline and the REPL's history, `node:http` a WebSocket client.
 */
export function plainBuiltins(): Plugin {
  return {
    name: 'antiphon:plain-builtins',
    renderChunk: { order: 'post', handler: (code) => ({ code: withPlainBuiltins(code), map: null }) },
  }
}

/** The same module, with its imports of `node:…` as constants in their places: lines stay lines. */
export function withPlainBuiltins(code: string): string {
  let result = code
  for (const statement of parseAst(code, { sourceType: 'module' }).body.toReversed()) {
    if (statement.type !== 'ImportDeclaration' || !String(statement.source.value).startsWith('node:')) continue
    const module = `process.getBuiltinModule(${JSON.stringify(statement.source.value)})`
    const whole: string[] = []
    const parts: string[] = []
    for (const specifier of statement.specifiers) {
      const { name } = specifier.local
      if (specifier.type !== 'ImportSpecifier') whole.push(name)
      else if (nameOf(specifier.imported) === 'default') whole.push(name)
      else parts.push(`${JSON.stringify(nameOf(specifier.imported))}: ${name}`)
    }
    const names = [...whole, ...(parts.length > 0 ? [`{ ${parts.join(', ')} }`] : [])]
    const constants = names.map((name) => `${name} = ${module}`)
    const plain = constants.length === 0 ? '' : `const ${constants.join(', ')};`
    result = result.slice(0, statement.start) + plain + result.slice(statement.end)
  }
  return result
}

function nameOf(imported: { type: string; name?: string; value?: string }): string {
  return imported.name ?? imported.value ?? ''
}
