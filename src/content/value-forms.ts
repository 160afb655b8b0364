/** What values of the front matter look like, for both of its readers: each is a check and its words. */

export const pathForm = 'a path such as "/about/" or "/feed.html"';

/** A path below the base of the site. Names of servers' settings, such as `.htaccess`, are in none. */
export function isSitePath(value: string): boolean {
  return (
    value.length <= 1000 &&
    /^\/[^\\?#%\s\uFFFD]*$/.test(value) &&
    !/\/\.(?:ht|user\.ini(?:\/|$))/i.test(value) &&
    (value === '/' || !/\/\.{0,2}\//.test(value.endsWith('/') ? value : `${value}/`))
  );
}

export const webAddressForm = 'a URL such as "https://example.org/page/"';

export function isWebAddress(value: string): boolean {
  return value.length <= 2000 && /^https?:\/\/[^\s\\]+$/i.test(value) && URL.canParse(value);
}

export const imageForm =
  'an image such as "./harbour.jpg", "/harbour.jpg" or "https://example.org/harbour.jpg"';

/** A path, or a URL of the web: nothing that a browser would run. */
export function isImageSource(value: string): boolean {
  if (/^[a-z][a-z\d+.-]*:/i.test(value)) return isWebAddress(value);
  return value.length <= 1000 && /^(?!\/\/)[^\s\\\uFFFD][^\\\n\uFFFD]*$/.test(value);
}

/** The place of a page in its series. */
export const partForm = 'a whole number from 1 to 100000';

export function isPart(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= 100_000;
}

/** More is a description. */
export const mostSymptoms = 20;
