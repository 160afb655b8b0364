/**
 * What the data files hold: `site.data.menu` is `data/menu.yml`, `site.data.people.crew` is
 * `data/people/crew.json`. Plain data; a theme says what it expects with
 * `declare module 'rutter' { interface SiteData { readonly menu: readonly MenuItem[] } }`.
 */
export interface SiteData {
  readonly [name: string]: unknown;
}
