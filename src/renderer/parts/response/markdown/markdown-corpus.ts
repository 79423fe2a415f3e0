// Markdown for tests: what models write, and what is hard to split.

/** Whole texts. None defines references, so every beginning of them must read like the one-shot rendering. */
export const texts: { [name: string]: string } = {
  prose: 'First *paragraph* with **bold**, `code` and a [link](https://example.com/a).\nSecond line.\n\nAnother one.\n',
  headings: '# One\ntext\n## Two ##\n\nSetext\n===\n\nSetext two\nof two lines\n---\n\n####### no\n#no\n',
  lists: '- a\n- b\n\n- c\n\nafter\n\n1. one\n2. two\n\n   still two\n3. three\n\n7) seven\n8) eight\n',
  'nested lists': '- a\n  - b\n    - c\n\n      more c\n  - d\n- e\n\n  ```js\n  let x\n\n  let y\n  ```\n\nend\n',
  'tight and lazy': '- a\nlazy\n- b\n\n> quote\nlazy\n> more\n\n> other quote\n\nend\n',
  'ordered in text': 'The year was\n1986. Great.\n1. but this\n2. and this\n\n-\n  foo\n-\n\n  bar\n\nbaz\n',
  tables: '| a | b |\n|---|:-:|\n| 1 | `x` |\n| 2 | **y** |\n\nText | with pipe\n--- | ---\nc | d\nno pipe\n\nend\n',
  fences: '```ts\nconst a = 1\n\n# no heading\n```\ntext right after\n~~~\n```\n~~~\n\n````md\n```\nin\n```\n````\n',
  'open fence': 'Before\n```python\nprint("a")\n\n\n- no list\n',
  'odd fences': '```a&amp;b c\nx\n```\n  ```\n  indented\n    more\n  ```\n``` a`b\nnot code\n\n```js  title="x"\n\n```\n',
  'fence in quote': '> ```\n> code\n\nafter\n\n> ```\n```\nfoo\n\n```\nend\n',
  'fence in list': '1. a\n  ```\n\nfoo\n  ```\nend\n\n- a\n  ```\n  b\n\nfoo\n',
  'after list': '- a\n# h\n  ```\n\nfoo\n  ```\n\n- # h\ntext\n  ```\n\nfoo\n',
  html: 'a <b>b</b> c<br>d\n\n<div>\n```\n\nfoo\n\n<!-- a\n\nb -->\n\n<script>\n\nalert(1)\n</script>\ntext\n\n<x-y>\n\n<?p\n\n?>\nz\n',
  'html after doubt': 'text\n- \n<div>\n-     code\n````\n\nend\n\n</div>\n2. two\n-\tx\n```js\n\nend\n',
  'html in list': '- a\n<!-- x\n\n- y -->\n\nend\n\n- <div>\n\n  b\n\n<div>\n- a\n  ```\n\nfoo\n',
  'emphasis across lines': '*a\nb* **c\nd** _e f_ ~~g\nh~~ ***i*** snake_case_name 2 * 3 * 4\n\nunclosed **bold\n\nnext* one\n',
  'hard breaks': 'one  \ntwo\\\nthree\n\nfour   \n   five\n',
  quotes: '> a\n>\n> b\n> - c\n>   d\n\n> > nested\n> back\n\nend\n',
  'indented code': '    a\n\n    b\n\nc\n    d\n\n    e\n\n\tf\n\n# h\n    g\n\n    h\ni\n',
  rules: 'a\n\n---\n\n***\nb\n\n- - -\n- x\n* * *\n- y\n\n_____\n',
  unicode: '\uFEFF# Ünïcödé 🎉\n\n日本語の段落。**太字**です。\n\nзаголовок\n---\n\na\u00a0b\u2028c\n\n\uFEFFx\n\n👩‍👩‍👧‍👦 *é*\n',
  'line endings': 'a\r\nb\r\n\r\n- c\r\n- d\r\n\r\n```\r\ne\r\n\r\nf\r\n```\r\n\r\ng\rh\r\ri\n',
  tabs: '-\ta\n\n\tb\n\n\t\tc\n\n1.\tx\n\n    y\n\nz\n',
  'links and images': '<https://a.example> https://b.example/x_y_z www.c.example d@e.example ![alt](https://f.example/i.png "t")\n\n[x](javascript:alert(1)) [y](<a b>) ![](data:text/html,x)\n',
  tasks: '- [ ] a\n- [x] b\n  - [ ] c\n\ntext [1] and [2](\n',
  escapes: '\\*a\\* &amp; &copy; \\# \\\nb &#35; &lt;i&gt;\n\n\\- a\n\\```\n\nc\n',
  blanks: '\n\n  \n\na\n \n\t\n\nb\n\n\n',
}

/** Texts in which one part gives another its meaning: only the finished rendering has to be right. */
export const textsWithDefinitions: { [name: string]: string } = {
  references: 'See [one], [Two][2] and ![pic][3].\n\n- [one]\n\n[one]: https://one.example\n[2]: https://two.example "t"\n[3]: https://p.example/i.png\n',
  footnotes: 'Text[^1] and more[^long].\n\nNext.\n\n[^1]: Note.\n\n[^long]: First.\n\n    Second.\n\nEnd.\n',
  'definitions in quotes': '> [a]: https://a.example\n\nSee [a] and [b\nc].\n\n[b\nc]: https://b.example\n',
}

/** Lines from which a property test makes texts. */
export const lines: readonly string[] = [
  '', '', '', '', ' ', '    ', 'text', 'more text here', 'A [link](https://x.example) and `code`', '**bold', 'over** lines',
  '*a', 'b*', '- item', '* item', '+ item', '-', '- ', '1. one', '2. two', '10) ten', '  - nested', '   1. deep', '    deep text',
  '  text in', '   text in three', '\ttab', '# Heading', '## ', '===', '---', '***', '- - -', '> quote', '> - quoted list', '> ```', '>',
  '```', '```js', '````', '~~~', '  ```', '   ~~~', '    ```', '- ```', '1. ```', '| a | b |', '|---|---|', '--|--', 'a | b', '|-|',
  '<div>', '</div>', '<b>x</b>', '<!-- open', 'close -->', '<!-- both -->', '<script>', '</script>', '<?php', '?>', '<span class="x">',
  'text  ', 'text\\', '`open', 'close`', '~~s', 's~~', '~5 and _x', '[1] and [2', '](y)', 'a_b_c', 'https://a.example/x_y', '&amp;', '- [ ] task',
  '日本語', 'é 🎉', '\\- no list', '- a\n\n  b', '-\n  foo', '1. a\n\n   b', '-     code', '-\tx', '\u00a0', 'x\r\ny',
]
