import fc from 'fast-check';
import type { Element, Nodes, Root } from 'hast';
import rehypeRaw from 'rehype-raw';
import { describe, expect, test } from 'vitest';
import { everyBlock, render } from './rendering.ts';

/** The page as a browser would read it: by an HTML parser, from its text. */
function elementsOf(html: string): Element[] {
  const root: Root = { type: 'root', children: [{ type: 'raw', value: html }] };
  const elements: Element[] = [];
  const walk = (node: Nodes): void => {
    if (node.type === 'element') elements.push(node);
    if (node.type === 'comment') throw new Error('a comment is left');
    if ('children' in node) for (const child of node.children) walk(child);
  };
  walk(rehypeRaw()(root, {} as never) as Nodes);
  return elements;
}

const allowedTags = new Set(
  'a abbr aside b blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr track tt ul var video audio'.split(
    ' ',
  ),
);

/** What could run a script, send data away, disguise the page or stand for one of its variables. */
function dangers(html: string): string[] {
  return elementsOf(html).flatMap((element) => {
    const { tagName, properties } = element;
    const found = allowedTags.has(tagName) ? [] : [`<${tagName}>`];
    for (const [name, value] of Object.entries(properties)) {
      const text = String(value);
      if (/^on|^style$|^srcDoc$|^srcSet$|^formAction$|^action$|^name$|^is$|^slot$/i.test(name)) {
        found.push(`${tagName}[${name}]`);
      }
      if (/^(href|src|cite|longDesc|poster|data|background|xLinkHref|xlink:href)$/i.test(name)) {
        const compact = text.replaceAll(/[\0-\x20\x7F-\x9F\uFFFD]/g, '');
        if (/^[a-z][\w+.-]*:/i.test(compact) && !/^(https?|mailto|tel):/i.test(compact)) {
          found.push(`${name}=${text}`);
        }
      }
      if (
        name === 'id' &&
        !/^(user-content-|footnote-label$)/.test(text) &&
        !/^h[1-6]$/.test(tagName)
      ) {
        found.push(`${tagName}#${text}`);
      }
      if (name === 'autoPlay') found.push(name);
      if (name === 'type' && text !== 'checkbox') found.push(`type=${text}`);
    }
    return found;
  });
}

const schemes = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java&#10;script:alert(1)',
  'java&NewLine;script:alert(1)',
  '&#106;avascript:alert(1)',
  '&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)',
  '&#0000106&#0000097&#0000118&#0000097script:alert(1)',
  'javascript&colon;alert(1)',
  'javascript&#58;alert(1)',
  ' javascript:alert(1)',
  '&#1;javascript:alert(1)',
  '\u0001javascript:alert(1)',
  '&#xFEFF;javascript:alert(1)',
  'javascript\\:alert(1)',
  'javascript://%0aalert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=',
  'data:image/svg+xml,<svg onload=alert(1)>',
  'feed:javascript:alert(1)',
  'view-source:javascript:alert(1)',
  'blob:https://a/b',
  'file:///etc/passwd',
];

const raw = [
  '<script>alert(1)</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script src=//evil></script >',
  '<img src=x onerror=alert(1)>',
  '<img src=x OnErRoR =alert(1)//',
  '<img src="x`' + '`onerror=alert(1)">',
  '<img/src=x/onerror=alert(1)>',
  '<img src=x\nonerror\n=\nalert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><animate attributeName=href values=javascript:alert(1) /><a id=x><text>x</text></a></svg>',
  '<svg><set attributeName=onmouseover to=alert(1)>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math href="javascript:alert(1)">x</math>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><img src=x onerror=alert(1)></template>',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
  '<title><img title="</title><img src=x onerror=alert(1)>"></title>',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>',
  '<plaintext><img src=x onerror=alert(1)>',
  '<style>*{background:url(javascript:alert(1))}</style>',
  '<style>@import "//evil";</style>',
  '<div style="background:url(javascript:alert(1))">x</div>',
  '<p style="position:fixed;inset:0">cover</p>',
  '<iframe src=javascript:alert(1)></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data=javascript:alert(1)></object>',
  '<embed src=javascript:alert(1)>',
  '<applet code=x>',
  '<base href=//evil/>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href=//evil>',
  '<form action=javascript:alert(1)><button>x</button></form>',
  '<button formaction=javascript:alert(1)>x</button>',
  '<input type=image src=x formaction=javascript:alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<select><style></select><img src=x onerror=alert(1)></style>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video><source onerror=alert(1)></video>',
  '<video poster=javascript:alert(1) src=x>',
  '<audio src=x onerror=alert(1)>',
  '<body onload=alert(1)>',
  '<html onmouseover=alert(1)>',
  '<frameset onload=alert(1)>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<bgsound src=javascript:alert(1)>',
  '<table background=javascript:alert(1)><td background=javascript:alert(1)>',
  '<a href="#" onclick=alert(1)>x</a>',
  '<a target=_blank ping=//evil href=//x>y</a>',
  '<x-el onclick=alert(1)></x-el>',
  '<p is="x-p">x</p>',
  '<slot name=x>',
  '<portal src=//evil>',
  '<dialog open>x</dialog>',
  '<img name=getElementById><img id=cookie><form id=location name=body><input name=attributes></form>',
  '<a id=defaultView><a id=defaultView name=config href=//evil>',
  '<h2 id=currentScript>x</h2>',
  '<img srcset="javascript:alert(1) 1x">',
  '<img usemap=#x><map name=x><area href=javascript:alert(1)></map>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!--><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><script>alert(1)</script>',
  '<!doctype html><script>alert(1)</script>',
  '<div title="</div><script>alert(1)</script>">x</div>',
  '<a href="x" title="`' + '<img src=x onerror=alert(1)>">y</a>',
  '<pre class="code" tabindex="5" data-language="x y">z</pre>',
  '<div role=dialog tabindex=1 class="site-header">x</div>',
  '<input type=checkbox disabled name=x value=y onclick=alert(1)>',
];

const markdown = [
  ...schemes.flatMap((scheme) => [
    `[x](<${scheme}>)`,
    `![x](<${scheme}>)`,
    `<a href="${scheme}">x</a>`,
    `<img src="${scheme}">`,
    `<q cite="${scheme}">x</q>`,
    `[x][r]\n\n[r]: <${scheme}>`,
  ]),
  ...raw,
  ...raw.map((html) => `> - ${html.replaceAll('\n', ' ')}`),
  ...raw.map((html) => `# ${html.replaceAll('\n', ' ')}`),
  ...raw.map((html) => `\`\`\`html title="${html.replaceAll(/[\n"`]/g, "'")}"\n${html}\n\`\`\``),
  ...raw.map((html) => `a[^1] :::note[${html}]\n\n[^1]: ${html.replaceAll('\n', ' ')}`),
  '<javascript:alert(1)>',
  '```js onload=alert(1) {"onclick":"alert(1)"}\nx\n```',
  '```"><script>alert(1)</script>\nx\n```',
  ':::note{onclick="alert(1)" style="x" #location .evil}\nx\n:::',
  '[^constructor]\n\n[^constructor]: x',
  ...schemes.flatMap((scheme) => [
    `![x](<${scheme}.mp4>)`,
    `::video[x]{src="${scheme}" poster="${scheme}" captions="${scheme}"}`,
    `::youtube[x]{id="${scheme}" poster="${scheme}"}`,
    `*[x]: ${scheme}\n\nx`,
    `::: note ${scheme} {title="${scheme}"}\nx\n:::`,
  ]),
  ...raw.flatMap((html) => [
    `*[x]: ${html.replaceAll('\n', ' ')}\n\nx`,
    `x\n: ${html.replaceAll('\n', ' ')}`,
    `::video[${html.replaceAll('\n', ' ')}]{src=x.mp4 autoplay class="site-header" #location}`,
    `==${html.replaceAll('\n', ' ')}== ++"${html.replaceAll(/["\n]/g, ' ')}"++`,
    `| a |\n|---|\n| b |\n\nTable: ${html.replaceAll('\n', ' ')}`,
    `> [!NOTE]- ${html.replaceAll('\n', ' ')}\n> x`,
  ]),
  '# location\n\n## __proto__\n\n## constructor',
];

describe('with `sanitize`', () => {
  test('the test itself sees what is dangerous', () => {
    const seen = raw.filter((html) => {
      try {
        return dangers(html).length > 0;
      } catch {
        return true;
      }
    });
    expect(seen.length).toBeGreaterThan(raw.length * 0.8);
    expect(dangers('<p>a <b>b</b></p>')).toEqual([]);
  });

  test(`nothing of ${markdown.length} attacks is left`, async () => {
    for (const text of markdown) {
      const page = await render(text, { sanitize: true });
      expect([text, dangers(page.html), dangers(page.excerpt)]).toEqual([text, [], []]);
    }
  });

  test('nothing is left of any two put together, beside steps', { timeout: 60_000 }, async () => {
    const pieces = fc.constantFrom(
      ...raw,
      ...schemes,
      '\n\n',
      '`',
      '```sh\n',
      '> ',
      '-->',
      '"',
      "'>",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { minLength: 2, maxLength: 6 }), async (parts) => {
        const { html } = await render(parts.join(''), { sanitize: true, steps: everyBlock });
        expect(dangers(html)).toEqual([]);
      }),
      { numRuns: 1500, seed: 7 },
    );
  });

  test("what a site's own rehype plugin adds is sanitized, too", async () => {
    const plugin = () => (tree: Root) => {
      tree.children.push({
        type: 'element',
        tagName: 'script',
        properties: { onClick: 'x' },
        children: [{ type: 'text', value: 'alert(1)' }],
      });
    };
    const { html } = await render('a', { options: { sanitize: true, rehypePlugins: [plugin] } });
    expect(html).toBe('<p>a</p>');
  });

  test('our own markup stays', async () => {
    const text =
      '## Head\n\n> [!NOTE]\n> b[^1]\n\n:::details[More]\nx\n:::\n\n- [x] t\n\n| a |\n|:-:|\n| 1 |\n\n```js {1} title="t"\nlet a = "b";\n```\n\n```console\n$ ls\nx\n```\n\n![i](a.png) [l](https://e.example) [m](mailto:a@b.c) <kbd>K</kbd>\n\nT\n: d :tada: ++ctrl+c++ ==m== SLO\n\n*[SLO]: x\n\n![v](a.mp4 "t")\n\n::video[v]{src=a.mp4 poster=b.png captions=c.vtt width=9 loop muted}\n\n::youtube[y]{id=dQw4w9WgXcQ ratio=4:3}\n\n> [!NOTE]+ open\n> x\n\n[^1]: foot';
    const [kept, free] = [await render(text, { sanitize: true }), await render(text)];
    expect(kept.html).toBe(free.html);
    expect(kept.anchors).toEqual(free.anchors);
  });

  test('links to ids of raw HTML follow their new names', async () => {
    const { html, anchors } = await render('<p id="here">x</p>\n\n[y](#here)', { sanitize: true });
    expect(html).toContain('href="#user-content-here"');
    expect(anchors).toEqual(['user-content-here']);
  });
});
