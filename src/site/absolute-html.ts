const tag = /<[a-z][^\s/>]*(?:\s+[^\s=/>"]+(?:="[^"]*")?)*\s*\/?>/gi;
const urlAttribute = /(\s(?:href|src|poster|cite|data)=")([^"]*)(")/gi;
const setAttribute = /(\ssrcset=")([^"]*)(")/gi;

/**
 * Makes every URL of rendered HTML absolute, so that it can be read elsewhere. Expects the HTML of
 * our own serializer: attributes in double quotes, `<` escaped in text.
 */
export function absoluteHtml(html: string, pageUrl: string): string {
  return html.replace(tag, (whole) =>
    whole
      .replace(urlAttribute, (_, open: string, value: string, close: string) => {
        return open + absolute(value, pageUrl) + close;
      })
      .replace(setAttribute, (_, open: string, value: string, close: string) => {
        return open + absoluteSet(value, pageUrl) + close;
      }),
  );
}

/** The value is escaped HTML; only `&` of it means something in a URL, and stays as it is. */
function absolute(value: string, pageUrl: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return value;
  try {
    return new URL(value, pageUrl).href;
  } catch {
    return value;
  }
}

function absoluteSet(value: string, pageUrl: string): string {
  return value
    .split(/,\s+/)
    .map((candidate) => {
      const [url = '', ...size] = candidate.trim().split(/\s+/);
      return [absolute(url, pageUrl), ...size].join(' ');
    })
    .join(', ');
}
