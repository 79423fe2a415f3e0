import { splitAtOddCharacters } from '#shared/text/odd-characters'
import { oddSign } from '../odd-sign.ts'
import type { Parsed } from './parse-markdown.ts'

type Nodes = Parsed['children']

/** The syntax tree of HTML with a sign around each odd character of its texts. The tree itself is changed. */
export function markOdd(tree: Parsed): Parsed {
  tree.children = marked(tree.children)
  return tree
}

function marked<Node extends Nodes[number]>(nodes: Node[]): Node[] {
  return nodes.flatMap((node) => {
    if (node.type === 'element') node.children = marked(node.children)
    // Safe: wherever a text may stand, so may an element.
    return node.type === 'text' ? (signed(node) as Node[]) : [node]
  })
}

function signed(node: Extract<Nodes[number], { type: 'text' }>): Nodes {
  const pieces = splitAtOddCharacters(node.value)
  if (!pieces) return [node]
  return pieces.map(({ text, odd }) => {
    if (!odd) return { type: 'text', value: text }
    const { className = '', ...others } = oddSign(odd)
    const properties = { ...others, className: [className] }
    return { type: 'element', tagName: 'span', properties, children: [{ type: 'text', value: text }] }
  })
}
