/**
 * Every diagnostic code and what it means, in one line. A code is permanent: scripts and links rely
 * on it. The reference page of errors documents each (a test holds the two together).
 * Keep the entries sorted by room, then by name.
 */
export const codes = {
  // config
  'config-invalid': 'A key of the configuration has a wrong type or value.',
  'config-load': 'The configuration file could not be loaded.',
  'config-unknown-key': 'The configuration has a key that Rutter does not know.',
  // front matter
  'frontmatter-engine': 'The front matter is in a language that is not read.',
  'frontmatter-invalid': 'A key of the front matter has a wrong type or value.',
  'frontmatter-limit': 'The front matter is larger or deeper than is read.',
  'frontmatter-syntax': 'The front matter could not be parsed.',
} as const;

export type DiagnosticCode = keyof typeof codes;
