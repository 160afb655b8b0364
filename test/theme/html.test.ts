import fc from 'fast-check';
import type { Element, Root, RootContent } from 'hast';
import { raw } from 'hast-util-raw';
import { describe, expect, test } from 'vitest';
import { attribute, type Html, html, trusted } from '../../themes/default/html.ts';

/** What a browser's parser makes of it. */
function parsed(markup: Html): Root {
  const tree = raw({ type: 'root', children: [{ type: 'raw', value: `${markup}` }] });
  return tree.type === 'root' ? tree : { type: 'root', children: [tree as RootContent] };
}

function only(markup: Html): Element {
  const [element, ...rest] = parsed(markup).children;
  if (element?.type !== 'element' || rest.length > 0) throw new Error('not one element');
  return element;
}

function textOf(element: Element): string {
  return element.children.map((one) => (one.type === 'text' ? one.value : '<?>')).join('');
}

/** Control characters are not text; they become U+FFFD, as half a surrogate pair does in UTF-8. */
const tame = (text: string) => text.replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom(...'<>&"\'`=/!- \n\r\t;#xa0\u0000\u001b', '&amp;', '</b>', '-->'),
    maxLength: 30,
  }),
);

describe('whatever a string holds, a parser gives it back', () => {
  test('as text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(textOf(only(html`<b>${text}</b>`))).toBe(tame(text));
      }),
    );
  });

  test('as text of a block that keeps its blanks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const inner = only(html`<pre><samp>${text}</samp></pre>`).children[0];
        expect(inner?.type === 'element' && textOf(inner)).toBe(tame(text));
      }),
    );
  });

  test('as part of an attribute, and as one of attribute()', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, label) => {
        const element = only(html`<b title="see ${title}!"${attribute('aria-label', label)}>x</b>`);
        expect(element.properties).toEqual({
          title: tame(`see ${title}!`),
          ariaLabel: tame(label),
        });
      }),
    );
  });

  test('in a list, beside finished HTML', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        const markup = html`<ul>${texts.map((text) => html`<li>${text}</li>`)}</ul>`;
        const items = only(markup).children.map((item) => item.type === 'element' && textOf(item));
        expect(items).toEqual(texts.map(tame));
      }),
    );
  });
});

describe('a URL', () => {
  test.each([
    '/a?b=1&c=2#d',
    '#x',
    './y:z',
    'https://example.org/"',
    'mailto:a@b',
    'a/b:c',
    '?q=a:b',
  ])('%s is kept', (url) => expect(only(html`<a href="${url}">x</a>`).properties.href).toBe(url));
  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
  ])('%j is not', (url) => {
    expect(only(html`<a href="${url}">x</a>`).properties.href).toBe('about:invalid');
    expect(only(html`<a${attribute('href', url)}>x</a>`).properties.href).toBe('about:invalid');
    expect(`${html`<svg><a xlink:href="${url}">x</a></svg>`}`).toContain('"about:invalid"');
  });
});

describe('a template that cannot be made safe is refused', () => {
  const value = 'x';
  test.each([
    ['an unquoted attribute', () => html`<a href=${value}>x</a>`],
    ['a single-quoted attribute', () => html`<a href='${value}'>x</a>`],
    ['text in a tag', () => html`<a ${value}>x</a>`],
    ['the name of an element', () => html`<${value}>`],
    ['a script', () => html`<script>${value}</script>`],
    ['a style', () => html`<style>${value}</style>`],
    ['a comment', () => html`<!-- ${value} -->`],
    ['an event handler', () => html`<a onclick="${value}">x</a>`],
    ['a style attribute', () => html`<a style="${value}">x</a>`],
    ['an event handler by name', () => html`<a${attribute('onclick', value)}>x</a>`],
    ['HTML in an attribute', () => html`<a title="${trusted('"')}">x</a>`],
  ])('%s', (_, draw) => expect(draw).toThrow(TypeError));
});

test('what is absent leaves nothing, nor an empty line', () => {
  const markup = html`
    <ul>
    ${false}
    ${undefined}
    <li>${0}${null}</li>
    ${[]}
    </ul>
  `;
  expect(`${markup}`).toBe('<ul>\n<li>0</li>\n</ul>');
});

test('an absent first or last line leaves no blank line either', () => {
  const markup = html`
    ${false}
    <p>${html`
      ${undefined}
      <b>x</b>
      ${undefined}
    `}</p>
    ${undefined}
    ${''}
  `;
  expect(`${markup}`).toBe('<p><b>x</b></p>');
});

test('attributes are left out, bare or quoted', () => {
  expect(
    `${html`<p${attribute('hidden', true)}${attribute('title', undefined)}${attribute('class', false)}>`}`,
  ).toBe('<p hidden>');
});
