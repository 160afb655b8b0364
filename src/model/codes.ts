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
  // report
  'evidence-invalid': 'A file of evidence could not be read and was passed over.',
  // runbook
  'runbook-attribute-invalid': 'An attribute of a code block has a value that means nothing.',
  'runbook-attribute-unknown': 'A code block has an attribute that Rutter does not know.',
  'runbook-console': 'A console block does not read as commands and their output.',
  'runbook-empty': 'A runbook has no step.',
  'runbook-expectation': 'A line of expected output cannot be understood.',
  'runbook-file-path': 'A file step names a path that cannot be written in the sandbox.',
  'runbook-hidden-place': 'A hidden step stands where it would not be found.',
  'runbook-info': 'The info string of a code block could not be read.',
  'runbook-language': 'A code block is to be run in a language that is not run.',
  'runbook-not-allowed': 'A page asks for more than the configuration allows.',
  'runbook-output-orphan': 'A block of expected output follows no step.',
  'runbook-setting-invalid': 'A setting of the runbook has a value that means nothing.',
  'runbook-unsupported': 'A runbook asks for something that this version does not do yet.',
  'step-exit': 'A command ended with another status than expected.',
  'step-file': 'The file of a file step could not be written.',
  'step-lost': 'The shell or its sandbox went away under a command.',
  'step-out-of-memory': 'A command was killed because the sandbox had no memory left.',
  'step-output': 'A command wrote something else than expected.',
  'step-output-limit': 'A command wrote more than is kept.',
  'step-shell': 'A step needs a shell that the sandbox does not have.',
  'step-syntax': 'A command is no complete shell command.',
  'step-timeout': 'A command did not end within its time limit.',
  // verify
  'verify-no-engine': 'Something had to run, and no engine can give a sandbox.',
  'verify-not-run': 'A runbook was not run because no engine can give what it needs.',
  'verify-path': 'A path that was to be verified is no page of the site.',
  'verify-sandbox': 'A sandbox could not be started or failed while it was used.',
} as const;

export type DiagnosticCode = keyof typeof codes;
