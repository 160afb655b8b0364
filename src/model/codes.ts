/**
 * Every diagnostic code and what it means, in one line. A code is permanent: scripts and links rely
 * on it. The reference page of errors documents each (a test holds the two together).
 * Keep the entries sorted by room, then by name.
 */
export const codes = {
  // build
  'build-clock': 'SOURCE_DATE_EPOCH is no number of seconds.',
  // cli
  'init-not-empty': 'The folder for a new site is not empty.',
  'new-collection': 'The site has no collection for a new page of that kind.',
  'new-exists': 'The file of a new page is there already.',
  'new-title': 'The title of a new page gives no file name.',
  'preview-no-site': 'There is no built site to be served.',
  'render-unreadable': 'The file that is to be rendered cannot be read.',
  'serve-address': 'The server cannot listen at the address or the port.',
  'usage-environment': 'A variable of the environment has a value that means nothing.',
  'usage-terminal': 'Questions were to be asked, and there is no terminal to answer on.',
  // config
  'config-invalid': 'A key of the configuration has a wrong type or value.',
  'config-load': 'The configuration file could not be loaded.',
  'config-unknown-key': 'The configuration has a key that Rutter does not know.',
  // content
  'content-encoding': 'A file is not valid UTF-8.',
  'content-missing': 'The content folder does not exist.',
  'content-no-collection': 'A page lies in the folder of no collection.',
  'content-symlink': 'A symbolic link in the content folder is not followed.',
  'content-too-large': 'A file is larger than is read.',
  'content-unreadable': 'A file or folder of the content cannot be read.',
  // front matter
  'frontmatter-engine': 'The front matter is in a language that is not read.',
  'frontmatter-invalid': 'A key of the front matter has a wrong type or value.',
  'frontmatter-limit': 'The front matter is larger or deeper than is read.',
  'frontmatter-no-date': 'A post has no date.',
  'frontmatter-syntax': 'The front matter could not be parsed.',
  'frontmatter-unknown-key': 'The front matter has a key that is not known.',
  // markdown
  'markdown-directive': 'A container (`:::name`) has a name that nothing draws.',
  'markdown-info': 'The info string of a code block cannot be read.',
  'markdown-lookalike': 'A footnote, a link or an alert refers to nothing, and is plain text.',
  'markdown-message': 'A plugin had something to say of a page.',
  'markdown-plugin': 'A plugin failed.',
  'markdown-too-deep': 'Lists and quotes are nested deeper than is read.',
  // output
  'output-busy': 'Another build publishes the same site and does not finish.',
  'output-collision': 'Two files would be published under one path.',
  'output-folder': 'The output folder is a place that a build must not replace.',
  'output-foreign': 'The output folder has a file that Rutter has not made.',
  'output-not-ours': 'The output folder is not empty and was not made by Rutter.',
  'output-path': 'A file would be published under a path that cannot be written.',
  'output-unreadable': 'A file that is to be copied into the site cannot be read.',
  'output-write': 'The site cannot be written.',
  // report
  'evidence-invalid': 'A file of evidence could not be read and was passed over.',
  'report-write': 'A report that was asked for cannot be written.',
  // runbook
  'runbook-attribute-invalid': 'An attribute of a code block has a value that means nothing.',
  'runbook-attribute-unknown': 'A code block has an attribute that Rutter does not know.',
  'runbook-block-end': 'A block of a runbook ends elsewhere than it seems to.',
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
  'step-background': 'A background step ended before it was to.',
  'step-exit': 'A command ended with another status than expected.',
  'step-file': 'The file of a file step could not be written.',
  'step-lost': 'The shell or its sandbox went away under a command.',
  'step-not-idempotent': 'An idempotent step did not run a second time without a change.',
  'step-not-ready': 'A background step was not ready in time.',
  'step-out-of-memory': 'A command was killed because the sandbox had no memory left.',
  'step-output': 'A command wrote something else than expected.',
  'step-output-limit': 'A command wrote more than is kept.',
  'step-shell': 'A step needs a shell that the sandbox does not have.',
  'step-syntax': 'A command is no complete shell command.',
  'step-timeout': 'A command did not end within its time limit.',
  // site
  'link-anchor': 'A link leads to an anchor that its page does not have.',
  'link-broken': 'A link leads to nothing that the site has.',
  'link-image': 'An image is no file that the site has.',
  'permalink-collision': 'Two pages would be published at one URL.',
  'permalink-invalid': 'A permalink or slug cannot be made into a URL.',
  'permalink-token': 'A permalink asks for something that the page does not have.',
  'site-url': 'The configuration names no URL, so there is no feed and no sitemap.',
  'tag-collision': 'Two tags would be published at one URL.',
  // theme
  'theme-invalid': 'What a theme exports is no theme.',
  'theme-load': 'The theme could not be loaded.',
  'theme-render': 'The theme failed while it drew a page or gave its assets.',
  // verify
  'verify-no-engine': 'Something had to run, and no engine can give a sandbox.',
  'verify-not-run': 'A runbook was not run because no engine can give what it needs.',
  'verify-path': 'A path that was to be verified is no page of the site.',
  'verify-sandbox': 'A sandbox could not be started or failed while it was used.',
  // lint, update, coverage
  'coverage-low': 'Fewer of the shell blocks are run than is asked for.',
  'update-changed': 'A page changed while its commands ran, so no output was written into it.',
  'update-left': 'The output of a step cannot be written into its page.',
  'weak-any-output': 'All that a step says of its output is that there may be some.',
  'weak-check': 'What looks like a check cannot fail.',
  'weak-errexit': 'A command fails and its block goes on.',
  'weak-needless': 'A step gives a reason for something weak, and nothing in it is.',
  'weak-pipeline': 'A part of a pipeline or a substitution fails, and nobody gets to see it.',
  'weak-regexp': 'A regular expression matches an empty line, or any.',
  'weak-similarity': 'Output that is only a little like what is expected is accepted.',
} as const;

export type DiagnosticCode = keyof typeof codes;
