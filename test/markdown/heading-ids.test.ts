import { describe, expect, test } from 'vitest';
import { told } from '../build/mini-site.ts';
import { render } from './rendering.ts';

async function headingsOf(text: string, sanitize = false) {
  const page = await render(text, { sanitize });
  return {
    ...page,
    ids: page.headings.map(({ id, text }) => [id, text]),
    told: told(page.diagnostics),
  };
}

describe('the id of a heading', () => {
  test.each([
    ['## Title {#own}', 'own', 'Title'],
    ['## Title { #own }', 'own', 'Title'],
    ['## Title {: #own}', 'own', 'Title'],
    ['## Title {#own} ##', 'own', 'Title'],
    ['## *Emphasis* {#own}', 'own', 'Emphasis'],
    ['## Title{#own}', 'own', 'Title'],
    ['## {#own}', 'own', ''],
    ['## With _underscores_ {#_own_}', '_own_', 'With underscores'],
    ['## Größe {#größe-1.2}', 'größe-1.2', 'Größe'],
    ['Setext {#own}\n------', 'own', 'Setext'],
    ['> ## Quoted {#own}', 'own', 'Quoted'],
    ['> Quoted {#own}\n> ---', 'own', 'Quoted'],
  ])('is given by %s', async (text, id, shown) => {
    const { ids, told, html } = await headingsOf(`# Page\n\n${text}\n`);
    expect([ids, told]).toEqual([[[id, shown]], []]);
    expect(html).toContain(` id="${id}"`);
    expect(html).not.toContain('{');
  });

  test.each([
    ['## Title \\{#own}', 'Title {#own}'],
    ['## Title `{#own}`', 'Title {#own}'],
    ['## Title {own}', 'Title {own}'],
    ['## Title {#own} and more', 'Title {#own} and more'],
    ['## [Title {#own}](/x/)', 'Title {#own}'],
    ['## Title {}', 'Title {}'],
    ['## {a} #', '{a}'],
  ])('is made where %s has none', async (text, shown) => {
    const { headings, told } = await headingsOf(text);
    expect([headings[0]?.text, told]).toEqual([shown, []]);
    expect(headings[0]?.id).not.toBe('own');
  });

  test('goes before those that are made', async () => {
    const { ids } = await headingsOf('## Set up\n\n## Set up\n\n## Other {#set-up}\n');
    expect(ids.map(([id]) => id)).toEqual(['set-up-1', 'set-up-2', 'set-up']);
  });

  test('is that of the title, too', async () => {
    const { titleAnchor, leadingHeading, html, anchors } = await headingsOf(
      '# The *title* {#top alias=start,begin}\n\nText\n',
    );
    expect([leadingHeading, titleAnchor]).toEqual(['The title', 'top']);
    expect(anchors).toEqual(['top', 'start', 'begin']);
    expect(html).toContain('<span id="start"></span><span id="begin"></span>');
  });

  test('may have been another before, which still leads there', async () => {
    const { ids, html, anchors } = await headingsOf(
      '## New {#new alias="old #older"}\n\n## Two {alias=second}',
    );
    expect(ids).toEqual([
      ['new', 'New'],
      ['two', 'Two'],
    ]);
    expect(html).toContain('<h2 id="new"><span id="old"></span><span id="older"></span>New <a');
    expect(anchors).toEqual(['new', 'old', 'older', 'two', 'second']);
  });

  test.each([
    [
      '## A {#x}\n\n## B {#x}',
      '3:6 error heading-id another place of the page has the id `x`, too',
    ],
    [
      '<i id="x"></i>\n\n## B {#x}',
      '3:6 error heading-id another place of the page has the id `x`',
    ],
    ['## A {#x alias=x}', '1:6 error heading-id another place of the page has the id `x`, too'],
    ['## A {#x .y}', '1:10 error heading-id `.y` means nothing in the braces of a heading'],
    ['## A {#a"b}', '1:7 error heading-id `#a"b` is no id: one has letters, digits'],
    ['## A {#x #y}', '1:10 error heading-id `#y` is a second id'],
    ['## A {#x alias=}', '1:10 error heading-id `alias=` names no id'],
    ['## A {#x alias=<b>}', 'error heading-id `<b>` is no id'],
  ])('is wrong in %s', async (text, wanted) => {
    const { told } = await headingsOf(text);
    expect(told).toEqual([expect.stringContaining(wanted)]);
  });

  test('of untrusted content is like those that are made', async () => {
    const { ids, html } = await headingsOf(
      '## A {#RUTTER alias=Old}\n\n<h2 data-given-id="x" data-given-at="1">B</h2>\n',
      true,
    );
    expect(ids).toEqual([
      ['rutter', 'A'],
      ['b', 'B'],
    ]);
    expect(html).toContain('<h2 id="rutter"><span id="old"></span>A');
  });
});
