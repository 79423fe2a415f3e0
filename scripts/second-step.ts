// The page starts in two steps: a small entry that asks the core, and `import('./start.tsx')`, which is all the rest.
import type { HtmlTagDescriptor, Plugin } from 'vite'

/** The faces of the first screen. They would otherwise be asked for when it is drawn, and change all its letters a moment later. */
const firstFonts = /\/(inter|jetbrains-mono)-latin-wght-normal-[\w-]+\.woff2$/

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
        const fonts = Object.keys(bundle ?? {}).filter((file) => firstFonts.test(file))
        const tags = [
          ...[...scripts].map((file) => tag('modulepreload', file)),
          ...styles.map((file) => tag('stylesheet', file)),
          ...fonts.map((file) => tag('preload', file, { as: 'font', type: 'font/woff2' })),
        ]
        return tags.filter(({ attrs }) => !html.includes(`"${String(attrs?.href)}"`))
      },
    },
  }
}

function tag(rel: string, file: string, more: Record<string, string> = {}): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, ...more, crossorigin: true, href: `./${file}` }, injectTo: 'head' }
}
