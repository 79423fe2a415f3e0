// The page starts in two steps: a small entry that asks the core, and `import('./start.tsx')`, which is all the rest.
import type { HtmlTagDescriptor, Plugin } from 'vite'

/** Has the page fetch the second step at once: the browser would otherwise learn of it only when the entry runs. */
export function fetchSecondStep(): Plugin {
  return {
    name: 'antiphon:second-step',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk')
        const scripts = new Set<string>()
        const visit = (name: string): void => {
          if (scripts.has(name)) return
          scripts.add(name)
          for (const imported of chunks.find(({ fileName }) => fileName === name)?.imports ?? []) visit(imported)
        }
        for (const { isEntry, dynamicImports } of chunks) if (isEntry) dynamicImports.forEach(visit)
        const styles = chunks
          .filter(({ fileName }) => scripts.has(fileName))
          .flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])])
        const tags = [
          ...[...scripts].map((file) => tag('modulepreload', file)),
          ...styles.map((file) => tag('stylesheet', file)),
        ]
        return tags.filter(({ attrs }) => !html.includes(`"${String(attrs?.href)}"`))
      },
    },
  }
}

function tag(rel: string, file: string): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, crossorigin: true, href: `./${file}` }, injectTo: 'head' }
}
