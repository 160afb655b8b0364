import type { PageFacts, Site, View } from '../../src/model/site.ts';
import type { Theme } from '../../src/model/theme.ts';

function factLines(facts: PageFacts | undefined): string[] {
  return [
    ...(facts?.authors ?? []).map(({ name, page }) => `author: ${name} <${page}>`),
    ...(facts?.terms ?? []).flatMap(({ name, terms }) =>
      terms.map((term) => `${name}: ${term.name} <${term.url}>`),
    ),
  ];
}

function localLines(view: View, site: Site): string[] {
  const { locale, translations = [], versions = [], original } = view;
  return [
    ...(locale === undefined ? [] : [`language: ${locale}, ${site.config.title}`]),
    ...translations.map((one) => `${one.locale}: <${one.url}>${one.isFallback ? ' fallback' : ''}`),
    ...versions.map((one) => `${one.isCurrent ? '*' : ' '} ${one.label} <${one.url}> ${one.status}`),
    ...(original === undefined ? [] : [`original: <${original}>`]),
  ];
}

/** Draws what a view holds and nothing more, so that expected output is short. */
export const theme: Theme = {
  name: 'plain',
  assets: async () => [{ path: 'assets/plain.css', contents: 'body{}' }],
  render(view, site) {
    const lines = [`kind: ${view.kind}`, `url: ${view.url}`, `title: ${view.title}`];
    lines.push(...localLines(view, site));
    const link = (name: string, to: { title: string; url: string } | undefined) =>
      to === undefined ? [] : [`${name}: ${to.title} <${to.url}>`];
    switch (view.kind) {
      case 'page':
        lines.push(...link('previous', view.previous), ...link('next', view.next));
        lines.push(...factLines(view.facts));
        if (view.series) {
          const { name, url, part, parts, shown } = view.series;
          lines.push(`series: ${name} <${url}> ${part}/${parts}`);
          lines.push(...shown.map((one) => `  ${one.part}. ${one.title} <${one.url}>`));
        }
        for (const one of view.related ?? []) lines.push(...link('related', one));
        for (const { date, text } of view.page.frontmatter.updates) {
          lines.push(`update: ${date.iso} ${text}`);
        }
        if ('crew' in site.data) lines.push(`crew: ${JSON.stringify(site.data.crew)}`);
        if (view.proof) lines.push(`badge: ${view.proof.status.badge}`);
        lines.push(...view.page.body.map((one) => (typeof one === 'string' ? one : `[${one.step}]`)));
        break;
      case 'list':
        lines.push(`page: ${view.pagination.page}/${view.pagination.pages}`);
        lines.push(`newer: ${view.pagination.newer}`, `older: ${view.pagination.older}`);
        if (view.intro) lines.push(`intro: ${view.intro.title}`);
        lines.push(...view.items.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'search':
        lines.push(`index: ${JSON.stringify(view.index)}`);
        break;
      case 'status':
        lines.push(...view.collection.pages.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'runbooks':
        if (view.intro) lines.push(`intro: ${view.intro.title}`);
        lines.push(...view.collection.pages.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'taxonomy':
        lines.push(...view.terms.map(({ name, url, count }) => `- ${name} <${url}> ${count}`));
        break;
      case 'term':
        if (view.description !== '') lines.push(`description: ${view.description}`);
        if (view.intro) lines.push(`intro: ${view.intro.title}`);
        lines.push(...view.term.pages.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'archive':
        lines.push(...view.years.map(({ name, url, count }) => `- ${name} <${url}> ${count}`));
        break;
      case 'period':
        if (view.intro) lines.push(`intro: ${view.intro.title}`);
        lines.push(...view.above.map(({ title, url }) => `above: ${title} <${url}>`));
        lines.push(...link('earlier', view.earlier), ...link('later', view.later));
        lines.push(...view.items.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'home':
      case 'not-found':
    }
    return `${lines.join('\n')}\n`;
  },
};
