/** Directives of https://www.w3.org/TR/CSP3/ that hold sources. */
export const cspDirectives = [
  ...['default-src', 'child-src', 'connect-src', 'font-src', 'frame-src', 'img-src'],
  ...['manifest-src', 'media-src', 'object-src', 'worker-src'],
  ...['script-src', 'script-src-attr', 'script-src-elem'],
  ...['style-src', 'style-src-attr', 'style-src-elem'],
  ...['base-uri', 'form-action', 'frame-ancestors', 'report-to', 'report-uri', 'sandbox'],
  ...['require-trusted-types-for', 'trusted-types'],
] as const;

/** Those that have no value. */
export const bareDirectives = ['upgrade-insecure-requests'] as const;

/** Those that a page cannot say of itself: browsers read them in the answers of a server alone. */
export const serverDirectives: ReadonlySet<string> = new Set([
  'frame-ancestors',
  'report-to',
  'report-uri',
  'sandbox',
]);

export type CspDirective = (typeof cspDirectives)[number];
export type BareDirective = (typeof bareDirectives)[number];

/**
 * What a site adds to the content security policies of its pages: sources by directive; `true` for one
 * that has no value. `false`: pages have no policy.
 */
export type CspConfig = false | Readonly<Record<string, readonly string[] | true>>;
