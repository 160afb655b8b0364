/**
 * What one runbook in one image is called in plans and reports: `<runbook id>@<image>`, or
 * `<runbook id>@default` where the page names no image. An `@` of the id is written `%40`, and a `%`
 * `%25`, so that two runs never have the same key.
 */
export function runKey(runbook: string, image: string | undefined): string {
  const id = runbook.replaceAll('%', '%25').replaceAll('@', '%40');
  // An image that is named `default` is not the default image.
  return `${id}@${image === undefined ? 'default' : image === 'default' ? 'default:latest' : image}`;
}
