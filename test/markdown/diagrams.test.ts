import { describe, expect, test } from 'vitest';
import { told } from '../build/mini-site.ts';
import { render, type Wishes } from './rendering.ts';

async function articleOf(text: string, wishes: Wishes = {}) {
  const { html, diagnostics, needs, links } = await render(text, wishes);
  return { html: html.trim(), told: told(diagnostics), needs, links };
}

const block = (language: string, source: string, more = '') =>
  `\`\`\`${language}${more}\n${source}\n\`\`\`\n`;

/** The labels of a drawing. */
const labels = (html: string) =>
  [...html.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]);

describe('a graph in DOT', () => {
  test.each(['dot', 'graphviz'])(
    'is drawn, and its source stands below it: %s',
    async (language) => {
      const source = 'digraph { a -> b [label="<&>"] }';
      const { html, told } = await articleOf(block(language, source));
      expect(told).toEqual([]);
      expect(html).toMatch(
        /^<div class="diagram"><div class="diagram-drawing" role="region" tabindex="0" aria-label="Diagram"><svg /,
      );
      expect(html).toMatch(
        /<svg width="\d+" height="\d+" viewBox="[\d. ]+" role="img" aria-label="Diagram">/,
      );
      expect(labels(html).sort()).toEqual(['&#x3C;&#x26;>', 'a', 'b']);
      expect(html).toContain(
        '<summary>Source of the diagram</summary><pre class="code" tabindex="0"><code>digraph { a -> b [label="&#x3C;&#x26;>"] }</code></pre></details></div>',
      );
    },
  );

  test('has the words of the page’s language, a caption and another text', async () => {
    const { html } = await render(
      block('dot', 'graph { a }', ' title="The way" alt="From a to b"'),
      {},
    );
    expect(html).toContain('aria-label="From a to b"');
    expect(html).toContain('</div><figcaption>The way</figcaption></figure><details');
  });

  test('takes the colours of the page where its author gives none', async () => {
    const { html } = await articleOf(
      block('dot', 'digraph { a -> b [color=red]; c [style=filled, fillcolor=lightblue] }'),
    );
    expect(html).not.toMatch(/"(?:black|white)"/);
    expect(html).toContain('stroke="red"');
    expect(html).toMatch(
      /fill="lightblue" stroke="currentColor"[^>]*><\/ellipse><text (?:(?!fill)[^>])*>c</,
    );
  });

  test('leads where its links lead, which are checked as any other', async () => {
    const { html, links } = await articleOf(
      block(
        'dot',
        'graph { a [URL="b.md"]; b [URL="javascript:alert(1)"]; c [URL="data:text/html,x"] }',
      ),
      { resolve: (target) => ({ url: `/${target}` }) },
    );
    expect(html).toContain('<a href="/b.md"><ellipse');
    expect(html.match(/<a\b/g)).toHaveLength(1);
    expect(html).toContain('role="group"');
    expect(links).toMatchObject([{ target: 'b.md', kind: 'link' }]);
  });

  test('is told of at its line where it cannot be read', async () => {
    const { html, told } = await articleOf(
      '- ```dot\n  digraph {\n    a -> b\n    b >- c\n  }\n  ```\n',
    );
    expect(told).toEqual([
      expect.stringMatching(
        /^content\/page\.md:4:3 error diagram-syntax the diagram cannot be read: syntax error/,
      ),
    ]);
    expect(html).toContain('<pre class="code" data-language="dot"');
  });

  test('two on a page have no id in common', async () => {
    const graph = block('dot', 'digraph { a [style=filled, fillcolor="red:blue"] }');
    const { html } = await articleOf(graph + graph);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.length).toBeGreaterThan(1);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id);
  });

  test('keeps its arrows in an excerpt, where images are fetched late', async () => {
    const arrows = block('mermaid', 'graph TD\n  a --> b');
    const { excerpt } = await render(`![p](p.png)\n\n${arrows}\n<!-- more -->\n\nMore.\n`, {});
    const id = /marker-end="url\(#([^)]*)\)"/.exec(excerpt)?.[1];
    expect(excerpt).toContain(`<marker id="${id}"`);
    expect(excerpt).toContain('loading="lazy"');
  });

  test('is code in a group of code blocks', async () => {
    const group = `:::code-group\n\n${block('dot [A]', 'graph { a }')}\n${block('math [B]', 'x')}\n:::\n`;
    const { html, told } = await articleOf(group);
    expect(html).not.toMatch(/<svg|<math/);
    expect(html).toMatch(/<figcaption>A<\/figcaption>.*<figcaption>B<\/figcaption>/s);
    expect(told).toEqual([]);
  });

  test('is code where the configuration says so, and in other languages', async () => {
    const text =
      block('dot', 'graph { a }') + block('mermaid', 'pie') + block('text', 'graph { a }');
    const { html, told } = await articleOf(text, { options: { diagrams: [] } });
    expect(html).not.toContain('svg');
    expect(told).toEqual([]);
  });
});

describe('a diagram in Mermaid', () => {
  test.each([
    [
      'flowchart LR\n  %% a comment\n  A[Start] --> B{Is it?}\n  B -->|Yes| C(OK)\n  B -.-> D',
      ['Start', 'Is it?', 'Yes', 'OK', 'D'],
    ],
    ['graph TD;\n  subgraph one [First]\n    a --> b;\n  end\n  b --> c', ['First', 'a', 'b', 'c']],
    [
      'sequenceDiagram\n  participant A as Alice\n  A->>Bob: Hello\n  Note over A,Bob: hm\n  loop daily\n    Bob-->>A: Yo\n  end',
      ['Alice', 'Bob', 'Hello', 'hm', 'Yo'],
    ],
    ['stateDiagram-v2\n  [*] --> Still\n  Still --> Moving : go', ['Still', 'Moving', 'go']],
    ['classDiagram\n  class Animal {\n    +int age\n  }\n  Animal <|-- Duck', ['Animal', 'Duck']],
    [
      'erDiagram\n  SHIP ||--o{ SAIL : has\n  SHIP {\n    string name PK\n  }',
      ['SHIP', 'SAIL', 'has'],
    ],
  ])('is drawn when the site is built: %.20s', async (source, expected) => {
    const { html, told, needs } = await articleOf(block('mermaid', source));
    expect(told).toEqual([]);
    expect(needs).toBeUndefined();
    expect(html).toMatch(/<svg viewBox="[\d. ]+" width="\d+" height="\d+" role="img"/);
    const drawn = [...html.matchAll(/<t(?:ext|span)[^>]*>([^<]*)</g)].map((match) =>
      match[1]?.trim(),
    );
    expect(drawn).toEqual(expect.arrayContaining(expected));
    expect(html).not.toMatch(/<style|\sstyle="|@import|https?:|data-/);
  });

  test.each([
    ['gantt\n  title A', 'nothing here draws this kind of Mermaid diagram'],
    ['pie title Pets\n  "Dogs" : 3', 'nothing here draws this kind'],
    ['graph TD\n  a --> b\n  click a "https://example.org/"', 'nothing here draws line 3'],
    ['graph TD\n  a@{ shape: cyl }', 'nothing here draws line 2'],
    ['%%{init: {"theme": "dark"}}%%\ngraph TD\n  a --> b', 'nothing here draws'],
    ['---\ntitle: A\n---\ngraph TD\n  a', 'nothing here draws'],
  ])('is left to browsers where nothing here draws it: %.20s', async (source, message) => {
    expect(await articleOf(block('mermaid', source))).toMatchObject({
      html: expect.stringMatching(/^<pre class="code" data-language="mermaid"/),
      told: [expect.stringContaining(`content/page.md:1:1 warning diagram-undrawn ${message}`)],
    });
    const { html, told, needs } = await articleOf(block('mermaid', source), { mermaid: '11.0.0' });
    expect(told).toEqual([]);
    expect(needs).toEqual(['mermaid:11.0.0']);
    expect(html).toMatch(
      /^<div class="diagram diagram-mermaid"><div class="diagram-drawing" [^>]*><\/div><details class="diagram-source" open><summary>/,
    );
  });

  test('is told of where its first line names no kind of diagram', async () => {
    expect((await articleOf(block('mermaid', '\ngrph TD\n a --> b'))).told).toEqual([
      expect.stringContaining(
        'content/page.md:3:1 error diagram-syntax the diagram cannot be read',
      ),
    ]);
  });
});

describe('diagrams of bad will', () => {
  test.each([
    ['dot', 'graph { a [image="/etc/passwd"]; b [label=<<IMG SRC="http://example.org/x.png"/>>] }'],
    [
      'dot',
      'graph { a [label="</text><script>alert(1)</script>", tooltip="</title><img onerror=alert(1)>"] }',
    ],
    [
      'dot',
      'graph { stylesheet="http://example.org/x.css"; a [class="callout", id="page:main", fillcolor="url(http://example.org/)" style=filled] }',
    ],
    ['dot', 'graph { a [URL=" java\\tscript:alert(1)", target="_top"] }'],
    ['mermaid', 'graph TD\n  a["<img src=x onerror=alert(1)>"] --> b'],
    ['mermaid', 'graph TD\n  a --> b\n  style a fill:url(http://example.org/x)'],
    ['mermaid', 'sequenceDiagram\n  a->>b: </text><script>alert(1)</script>'],
    ['mermaid', 'stateDiagram-v2\n  a --> b : x" onload="alert(1)'],
  ])('%s: %.60s', async (language, source) => {
    for (const sanitize of [false, true]) {
      const { html } = await articleOf(block(language, source), { sanitize });
      const drawing = html.split('<details')[0] ?? '';
      const tags = (drawing.startsWith('<div') ? drawing : '').replaceAll(/"[^"]*"/g, (value) =>
        /url\(|javascript|\/\//.test(value) ? value : '""',
      );
      expect(tags).not.toMatch(
        /<(?:script|img|image|style|iframe|foreignObject)|\son\w+=|style=|https?:|javascript|passwd/i,
      );
    }
  });

  test('a diagram in raw HTML gets nothing through that others do not', async () => {
    const { html } = await articleOf(
      '<figure class="diagram"><svg onload="x()"><script>x()</script></svg></figure>\n',
      { sanitize: true },
    );
    expect(html).toBe('<figure class=""></figure>');
  });

  test('what is too long, or needs too much, is told of', async () => {
    const { told } = await articleOf(block('dot', `graph { ${'a;'.repeat(30_000)} }`));
    expect(told).toEqual([expect.stringContaining('it has more than 50000 characters')]);
  });
});
