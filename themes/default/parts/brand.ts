import type { LogoImage } from '../../../src/model/theme-options.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { sitePath } from '../site-path.ts';
import { mark } from './mark.ts';

/** The way home: the site's logo or the theme's sign, and its title, unless the logo says it. */
export function brand({ view, site, options }: PageProps): Html {
  const { home, title } = site.config;
  const { logo } = options;
  const current = attribute('aria-current', view.url === home && 'page');
  if (logo === undefined) {
    return html`<a class="brand" href="${home}"${current}>${mark} <span>${title}</span></a>`;
  }
  const { light, dark, alt = '' } = logo;
  const image = (one: LogoImage, kind: string) =>
    html`<img class="logo ${kind}" src="${sitePath(one.path, site)}" alt="${alt}"${attribute('width', one.width)}${attribute('height', one.height)}>`;
  const images = html`${image(light, 'logo-light')}${dark !== undefined && image(dark, 'logo-dark')}`;
  return html`<a class="brand" href="${home}"${current}>${images}${alt === '' && html` <span>${title}</span>`}</a>`;
}
