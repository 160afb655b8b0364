/** A parser gives back the same text, but for control characters, which become U+FFFD. */
export function escapeHtml(text: string): string {
  let escaped = '';
  let copied = 0;
  for (let at = 0; at < text.length; at += 1) {
    const reference = referenceFor(text.charCodeAt(at));
    if (reference === undefined) continue;
    escaped += text.slice(copied, at) + reference;
    copied = at + 1;
  }
  return copied === 0 ? text : escaped + text.slice(copied);
}

function referenceFor(code: number): string | undefined {
  if (code > 62) return code >= 0x7f && code <= 0x9f ? '\ufffd' : undefined;
  if (code < 32) return code === 10 || code === 9 ? undefined : code === 13 ? '&#13;' : '\ufffd';
  switch (code) {
    case 34:
      return '&quot;';
    case 38:
      return '&amp;';
    case 39:
      return '&#39;';
    case 60:
      return '&lt;';
    case 62:
      return '&gt;';
    default:
      return undefined;
  }
}

const schemes = new Set(['http', 'https', 'mailto', 'tel']);

/** The URL, or `about:invalid` for one whose scheme a browser might run. */
export function safeUrl(url: string): string {
  if (url.startsWith('/') || url.startsWith('#')) return url;
  // Browsers leave out blanks and controls before they look for a scheme.
  const scheme = /^([^:/?#]*):/.exec(url.replace(/[\s\p{Cc}]/gu, ''))?.[1];
  return scheme === undefined || schemes.has(scheme.toLowerCase()) ? url : 'about:invalid';
}
