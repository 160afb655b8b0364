import { describe, expect, test } from 'vitest';
import { seconds, videoAt } from '../../src/markdown/embeds/video-site.ts';
import { render } from './rendering.ts';

async function told(text: string): Promise<string[]> {
  const { diagnostics } = await render(text);
  return diagnostics.map(
    ({ code, span, message }) => `${span?.start.line}:${span?.start.column} ${code} ${message}`,
  );
}

const youtube =
  '<div class="embed" data-embed="youtube:dQw4w9WgXcQ:90"><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ&#x26;t=90s" class="embed-link" rel="external noopener"><span class="embed-title">A <em>b</em></span> <span class="embed-note">Watch on YouTube</span></a></div>';

describe('videos of other sites', () => {
  test.each([
    ['::youtube[A *b*]{id=dQw4w9WgXcQ start=1:30}', youtube],
    ['::youtube[A *b*]{id="https://youtu.be/dQw4w9WgXcQ?t=90"}', youtube],
    [
      '> ![A](https://vimeo.com/76979871/abcdef12)',
      '<blockquote>\n<div class="embed" data-embed="vimeo:76979871:0:abcdef12"><a href="https://vimeo.com/76979871/abcdef12" class="embed-link" rel="external noopener"><span class="embed-title">A</span> <span class="embed-note">Watch on Vimeo</span></a></div>\n</blockquote>',
    ],
  ])('%s', async (text, html) => {
    const page = await render(text);
    expect(page.html).toBe(html);
    expect(page.diagnostics).toEqual([]);
    expect((await render(text, { sanitize: true })).html).toBe(html);
    // Nothing but a link: no image, no frame, no script of theirs.
    expect(html).not.toMatch(/src=|<iframe|<script/);
  });

  test('the page says that it needs the script, and no other does', async () => {
    expect((await render('::youtube[A]{id=dQw4w9WgXcQ}')).needs).toEqual(['embed']);
    expect((await render('[a](https://youtu.be/dQw4w9WgXcQ)')).needs).toBeUndefined();
  });

  test('in the language of the page', async () => {
    const { html } = await render('::vimeo[A]{id=1}', { language: 'de-AT' });
    expect(html).toContain('Auf Vimeo ansehen');
  });

  test('several, and other lines between them', async () => {
    const { html } = await render(
      '::vimeo[A]{id=1}\n::vimeo[B]{id=2 ratio=1:1}\n\n::vimeo{id=3} c',
    );
    expect(html.match(/class="embed/g)).toHaveLength(8);
    expect(html).toContain('<p>::vimeo{id=3} c</p>');
  });

  test.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m2s', 'dQw4w9WgXcQ', 62],
    ['https://m.youtube.com/shorts/dQw4w9WgXcQ', 'dQw4w9WgXcQ', 0],
    ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=5', 'dQw4w9WgXcQ', 5],
    ['https://player.vimeo.com/video/76979871#t=9s', '76979871', 9],
    ['https://vimeo.com/channels/staff/76979871', '76979871', 0],
  ])('%s is a video', (url, id, start) => {
    expect(videoAt(url)).toMatchObject({ id, start });
  });

  test.each([
    'https://www.youtube.com/@channel',
    'https://youtube.com.example/watch?v=dQw4w9WgXcQ',
    'https://evil.example/youtube.com/watch?v=dQw4w9WgXcQ',
    'javascript:youtube.com/watch?v=dQw4w9WgXcQ',
    'https://vimeo.com/about',
    'https://notyoutube.com/watch?v=dQw4w9WgXcQ',
  ])('%s is none', (url) => {
    expect(videoAt(url)).toBeUndefined();
  });

  test.each([
    ['90', 90],
    ['1h2m3s', 3723],
    ['1:02:03', 3723],
    ['', undefined],
    ['soon', undefined],
  ])('%j seconds', (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });
});

describe('films and sounds', () => {
  test.each([
    [
      '![A](x.mp4 "C")',
      '<figure class="media"><video src="x.mp4" controls preload="metadata" playsinline aria-label="A"><a href="x.mp4">A</a></video><figcaption>C</figcaption></figure>',
    ],
    [
      'a ![s](y.MP3?v=1) b',
      '<p>a <audio src="y.MP3?v=1" controls preload="metadata" aria-label="s"><a href="y.MP3?v=1">s</a></audio> b</p>',
    ],
    [
      '::audio[A *b*]{src=x.ogg loop}',
      '<figure class="media">\n<audio src="x.ogg" controls preload="metadata" aria-label="A b" loop><a href="x.ogg">A b</a></audio>\n<figcaption>A <em>b</em></figcaption>\n</figure>',
    ],
    [
      '::video{src=x.mp4 poster=p.png captions=c.vtt width=4 height=3}',
      '<figure class="media">\n<video src="x.mp4" controls preload="metadata" aria-label="x.mp4" playsinline poster="p.png" width="4" height="3"><track kind="captions" src="c.vtt" srclang="en" default label="en"><a href="x.mp4">x.mp4</a></video>\n</figure>',
    ],
  ])('%s', async (text, html) => {
    const page = await render(text);
    expect(page.html).toBe(html);
    expect(page.diagnostics).toEqual([]);
    expect((await render(text, { sanitize: true })).html).toBe(html);
  });

  test('a link holds no player', async () => {
    const { html } = await render('[![the film](x.mp4)](y) [![**s**](z.mp3)](y)');
    expect(html).toBe('<p><a href="y">the film</a> <a href="y">s</a></p>');
  });

  test('every file of one is looked for', async () => {
    const { links, assets } = await render('::video[A]{src=x.mp4 poster=p.png captions=c.vtt}', {
      resolve: (target) => ({
        url: `/at/${target}`,
        asset: { file: `/in/${target}`, outputPath: target },
      }),
    });
    expect(links.map(({ target }) => target)).toEqual(['x.mp4', 'p.png', 'c.vtt', 'x.mp4']);
    expect(assets).toHaveLength(3);
  });

  test('none that begins by itself in pages of others', async () => {
    const text = '::video[A]{src=x.mp4 autoplay}';
    expect((await render(text)).html).toContain(' autoplay');
    expect((await render(text, { sanitize: true })).html).not.toContain('autoplay');
  });
});

describe('mistakes', () => {
  test.each([
    ['a\n\n::video[x]', '3:1 markdown-attribute `::video` has no `src`'],
    ['::video{src=a.mp4 lop}', '1:19 markdown-attribute `::video` has no attribute `lop`'],
    [
      '::video{src=a.mp4 width=wide}',
      '1:19 markdown-attribute `::video` cannot have the width `wide`',
    ],
    ['::youtube[x]{id=short}', '1:14 markdown-attribute `::youtube` cannot have the id `short`'],
    [
      '::youtube[x]{id=dQw4w9WgXcQ start=soon}',
      '1:29 markdown-attribute `::youtube` cannot start at `soon`',
    ],
    [
      '::youtube[x]{id=dQw4w9WgXcQ ratio=2:1}',
      '1:29 markdown-attribute `::youtube` cannot have the ratio `2:1`',
    ],
    ['::vimeo[x', '1:1 markdown-attribute `::vimeo` cannot be read: its `[` has no closing `]`'],
    [
      '::vimeo[x]{id=1} y',
      '1:1 markdown-attribute `::vimeo` does not stand alone on its line, and is shown as it is',
    ],
    [
      '::vimoe[x]{id=1}',
      '1:1 markdown-attribute nothing is called `::vimoe`; it is shown as it is',
    ],
    [
      '![](https://youtu.be/dQw4w9WgXcQ)',
      '1:1 markdown-attribute the video of YouTube has no title, so nobody who cannot see it knows what it is',
    ],
  ])('%j', async (text, message) => {
    expect(await told(text)).toEqual([message]);
  });
});
