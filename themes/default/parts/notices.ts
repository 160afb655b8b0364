import type { Page } from '../../../src/model/page.ts';
import type { Site, VersionLink, View } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html, type Value } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';

/** What a reader has to know before all else: that the text is in another language, or of another version. */
export function notices({ view, site, t }: PageProps): Html | undefined {
  const said = [fallbackNotice(shownPage(view), site, t), versionNotice(view, t)].filter(
    (one) => one !== undefined,
  );
  return said.length === 0 ? undefined : lines(said);
}

function shownPage(view: View): Page | undefined {
  if (view.kind === 'page') return view.page;
  return 'intro' in view ? view.intro : undefined;
}

function fallbackNotice(page: Page | undefined, site: Site, t: Translate): Html | undefined {
  const main = site.locales?.find(({ isDefault }) => isDefault);
  if (page?.fallbackOf === undefined || main === undefined) return undefined;
  const language = html`<span lang="${main.tag}" dir="${main.direction}">${main.label}</span>`;
  return notice(t.html('notTranslated', { language }));
}

/** Leads to the same page of the latest version where it has it, else to its first page. */
function versionNotice({ versions = [] }: View, t: Translate): Html | undefined {
  const here = versions.find(({ isCurrent }) => isCurrent);
  if (here === undefined || here.status === 'latest') return undefined;
  const said = t(here.status === 'old' ? 'oldVersion' : 'unreleasedVersion', {
    version: here.label,
  });
  const latest = versions.find(({ status }) => status === 'latest');
  return notice(html`${said}${latest !== undefined && html` ${latestLink(latest, t)}`}`);
}

function latestLink({ url, label, hasPage }: VersionLink, t: Translate): Html {
  return html`<a href="${url}">${t(hasPage ? 'inLatestVersion' : 'latestVersion', { version: label })}</a>.`;
}

function notice(text: Value): Html {
  return html`<p class="notice">${text}</p>`;
}
