import type { Theme } from '../../src/model/theme.ts';

/** Draws what a view holds and nothing more, so that expected output is short. */
export const theme: Theme = {
  name: 'plain',
  assets: async () => [{ path: 'assets/plain.css', contents: 'body{}' }],
  render(view) {
    const lines = [`kind: ${view.kind}`, `url: ${view.url}`, `title: ${view.title}`];
    const link = (name: string, to: { title: string; url: string } | undefined) =>
      to === undefined ? [] : [`${name}: ${to.title} <${to.url}>`];
    switch (view.kind) {
      case 'page':
        lines.push(...link('previous', view.previous), ...link('next', view.next));
        if (view.proof) lines.push(`badge: ${view.proof.status.badge}`);
        lines.push(...view.page.body.map((one) => (typeof one === 'string' ? one : `[${one.step}]`)));
        break;
      case 'list':
        lines.push(`page: ${view.pagination.page}/${view.pagination.pages}`);
        lines.push(`newer: ${view.pagination.newer}`, `older: ${view.pagination.older}`);
        if (view.intro) lines.push(`intro: ${view.intro.title}`);
        lines.push(...view.items.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'runbooks':
        if (view.intro) lines.push(`intro: ${view.intro.title}`);
        lines.push(...view.collection.pages.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'taxonomy':
        lines.push(...view.terms.map(({ name, url, count }) => `- ${name} <${url}> ${count}`));
        break;
      case 'term':
        lines.push(...view.term.pages.map(({ title, url }) => `- ${title} <${url}>`));
        break;
      case 'archive':
        lines.push(...view.years.map(({ name, url, count }) => `- ${name} <${url}> ${count}`));
        break;
      case 'period':
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
