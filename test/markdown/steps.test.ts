import { describe, expect, test } from 'vitest';
import { everyBlock, render } from './rendering.ts';

describe('steps', () => {
  for (const sanitize of [false, true]) {
    describe(sanitize ? 'with sanitize' : 'without sanitize', () => {
      test('stand apart in the body at any depth', async () => {
        const { body } = await render('a\n\n> - x\n>\n>   ```sh\n>   ls\n>   ```\n\n<b>raw</b>\n', {
          sanitize,
          steps: everyBlock,
        });
        expect(body).toHaveLength(3);
        expect(body[1]).toMatchObject({ step: 'step-1' });
        expect(body[1]).toHaveProperty('html', expect.stringMatching(/^<pre.*ls.*<\/pre>$/s));
      });

      test('that are hidden leave nothing', async () => {
        const { body, html } = await render(
          'a\n\n```sh hidden\nsecret\n```\n\n<!-- sh name=x\nsecret\n-->\n\nb <b>c</b> <!-- sh\nsecret -->',
          { sanitize, steps: everyBlock },
        );
        expect(html).not.toContain('secret');
        expect(body).toHaveLength(1);
      });

      test.each([
        '\0step:x\0<b>\0end\0',
        '&#0;step:x&#0;<b>&#0;end&#0;',
        '&#x0;step:x&#x00;',
        '&NUL;step:x&NUL;',
        '`\0step:x\0`',
        '```\n\0step:x\0\n```',
        '```sh title="\0step:x\0"\na\n```',
        '<b title="\0step:x\0">\0step:x\0</b>',
        '<b title="&#0;step:x&#0;">&#0;step:x&#0;</b>',
        '<div>\0step:x\0</div>\n\n\0more\0',
        '[a](\0step:x\0 "\0step:y\0") ![\0step:z\0](u)',
        '# \0step:x\0\n\n## \0step:x\0',
        ':::note[\0step:x\0]\n\0end\0\n:::',
      ])('cannot be forged: %j', async (text) => {
        const page = await render(text, { sanitize });
        expect(page.body.every((part) => typeof part === 'string')).toBe(true);
        expect(JSON.stringify([page.body, page.excerpt, page.headings])).not.toContain('\\u0000');
      });
    });
  }

  test('a plugin that plants U+0000 forges nothing either', async () => {
    const plant = () => (tree: { children: unknown[] }) => {
      tree.children.push({ type: 'text', value: '\0step:x\0evil\0end\0' });
    };
    const { body } = await render('a', { options: { rehypePlugins: [plant] } });
    expect(body.every((part) => typeof part === 'string')).toBe(true);
  });

  test('raw HTML around a step cannot swallow it', async () => {
    for (const before of [
      '<table>',
      '<select>',
      '<svg>',
      '<div',
      '<textarea>',
      '<title>',
      '<!-- ',
      '<a href="',
    ]) {
      const { body } = await render(`${before}\n\n\`\`\`sh\nls\n\`\`\`\n`, { steps: everyBlock });
      // An element of text alone, and a comment, hold everything up to their end.
      const swallowed = ['<textarea>', '<title>', '<!-- '].includes(before);
      expect([before, body.some((part) => typeof part !== 'string')]).toEqual([before, !swallowed]);
    }
  });
});
