import { describe, expect, test } from 'vitest';
import { render } from './rendering.ts';

async function told(text: string): Promise<string[]> {
  const { diagnostics } = await render(text);
  return diagnostics.map(
    ({ code, span, message, hint }) =>
      `${span?.start.line}:${span?.start.column} ${code} ${message} (${hint})`,
  );
}

const aside = (name: string, label: string, title: string, text: string): string =>
  `<aside class="callout callout-${name}" aria-label="${label}">\n<p class="callout-title">${title}</p>\n${text}\n</aside>`;

describe('callouts', () => {
  test.each([
    ['::: tip Ask *first*\nx\n:::', aside('tip', 'Tip', 'Ask <em>first</em>', '<p>x</p>')],
    [':::tip Ask *first*\nx\n:::', aside('tip', 'Tip', 'Ask <em>first</em>', '<p>x</p>')],
    [
      ':::details A {open}\nx\n:::',
      '<details class="callout callout-details" open>\n<summary>A</summary>\n<p>x</p>\n</details>',
    ],
    [
      '> ::::note A\n> :::tip B\n> x\n> :::\n> ::::',
      `<blockquote>\n${aside('note', 'Note', 'A', aside('tip', 'Tip', 'B', '<p>x</p>'))}\n</blockquote>`,
    ],
    ['::: tip\nx\n:::', aside('tip', 'Tip', 'Tip', '<p>x</p>')],
    [
      'text\n::: tip :tada:\nx\n:::\ntext',
      `<p>text</p>\n${aside('tip', 'Tip', '🎉', '<p>x</p>')}\n<p>text</p>`,
    ],
    [
      '> ::: tip A\n> x\n> :::',
      `<blockquote>\n${aside('tip', 'Tip', 'A', '<p>x</p>')}\n</blockquote>`,
    ],
    [
      '- ::: tip A\n  x\n  :::',
      `<ul>\n<li>\n${aside('tip', 'Tip', 'A', '<p>x</p>')}\n</li>\n</ul>`,
    ],
    [
      ':::: note A\n::: tip B\nx\n:::\n::::',
      aside('note', 'Note', 'A', aside('tip', 'Tip', 'B', '<p>x</p>')),
    ],
    [
      '::: details A {open}\nx\n:::',
      '<details class="callout callout-details" open>\n<summary>A</summary>\n<p>x</p>\n</details>',
    ],
    [
      ':::warning{closed #here .wide title="A b"}\nx\n:::',
      '<details class="callout callout-warning wide" id="here">\n<summary>A b</summary>\n<p>x</p>\n</details>',
    ],
    [
      '> [!TIP]- A\n> x',
      '<details class="callout callout-tip">\n<summary>A</summary>\n<p>x</p>\n</details>',
    ],
    [
      '> [!TIP]+\n> x',
      '<details class="callout callout-tip" open>\n<summary>Tip</summary>\n<p>x</p>\n</details>',
    ],
  ])('%j', async (text, html) => {
    const page = await render(text);
    expect(page.html).toBe(html);
    expect(page.diagnostics).toEqual([]);
  });

  test('of the site', async () => {
    const callouts = {
      security: { title: 'Security!', icon: '🔒', color: 'red' },
      note: { title: 'NB' },
      'on-call': {},
    } as const;
    const { html, diagnostics } = await render(
      '> [!Security]\n> x\n\n:::note\nx\n:::\n\n:::on-call\nx\n:::',
      { options: { callouts } },
    );
    expect(diagnostics).toEqual([]);
    expect(html).toBe(
      `<aside class="callout callout-security tone-red" aria-label="Security!">\n<p class="callout-title"><span class="callout-icon" aria-hidden="true">🔒</span> Security!</p>\n<p>x</p>\n</aside>\n${aside('note', 'NB', 'NB', '<p>x</p>')}\n${aside('on-call', 'On call', 'On call', '<p>x</p>')}`,
    );
    const untrusted = await render('> [!Security]\n> x', { options: { callouts, sanitize: true } });
    expect(untrusted.html).toContain('tone-red');
    expect(untrusted.html).toContain('aria-hidden="true">🔒');
  });

  test('in the language of the page', async () => {
    const text = '> [!WARNING]\n> x[^1]\n\n[^1]: y\n\n| a |\n|---|\n\n- [ ] \n\n## B';
    const { html } = await render(text, { language: 'de' });
    for (const word of [
      'Warnung',
      'Fußnoten',
      'Zurück zur Stelle 1',
      'aria-label="Tabelle"',
      'Link zu „B“',
    ]) {
      expect(html).toContain(word);
    }
  });

  test('names of objects are none', async () => {
    expect((await render('> [!CONSTRUCTOR]\n> x')).html).toContain('<blockquote>');
    expect(await told(':::constructor\nx\n:::')).toHaveLength(1);
  });
});

describe('what is no callout is told of', () => {
  test.each([
    [
      ':::note{opne}\nx\n:::',
      '1:1 markdown-attribute `:::note` has no attribute `opne` (did you mean `open`?)',
    ],
    [
      ':::note\nx',
      '1:1 markdown-directive nothing closes `:::note`; it goes on to line 2 (write `:::` on a line of its own behind it, with as many colons; one that holds others has more than they)',
    ],
    [
      '::: nots A\nx\n:::',
      '1:1 markdown-directive no container is called `:::nots`; its content is shown as it is (did you mean `:::note`?)',
    ],
    [
      'a\n\n:::',
      '3:1 markdown-lookalike `:::` closes nothing, and is shown as it is (a fence is as long as the one it closes, and one that holds others is longer than they are)',
    ],
    [
      '> [!WARNIGN]\n> a',
      '1:3 markdown-lookalike no alert is called `[!WARNIGN]`; the quote is shown as it is (did you mean `[!WARNING]`?)',
    ],
  ])('%j', async (text, message) => {
    expect(await told(text)).toEqual([message]);
  });

  test.each([
    '`:::`',
    '    ::: tip\n',
    '```\n::: tip\n```',
    'a ::: b',
    '\\::: tip A',
    '\\:::tip A',
    'C::D',
  ])('%j is not', async (text) => {
    expect(await told(text)).toEqual([]);
    expect((await render(text)).html).not.toContain('callout');
  });
});

describe('footnotes', () => {
  test('one that is referred to twice leads back to both places', async () => {
    const { html, anchors } = await render('a[^n] b[^n] c[^m]\n\n[^n]: once\n[^m]: twice');
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id = '']) => id);
    expect(links.filter((id) => id.includes('fnref'))).toEqual([
      'user-content-fnref-n',
      'user-content-fnref-n-2',
      'user-content-fnref-m',
    ]);
    for (const id of links) expect(anchors).toContain(id);
    expect(html).toContain('aria-label="Back to reference 1-2"');
  });
});
