/** What stands for itself in a permalink, and what each stands for. */
export const permalinkTokens = {
  slug: 'the `slug` of the front matter, or the file name as a slug',
  path: 'the folders below the collection and the slug',
  title: 'the `title` of the front matter as a slug, or the slug',
  filename: 'the file name without its ending, as it is',
  section: 'the first folder below the collection, as a slug',
  sections: 'all folders below the collection, as slugs',
  collection: 'the name of the collection',
  category: 'the first of the page’s `categories`, as a slug',
  categories: 'all of the page’s `categories`, as slugs',
  year: 'the year of the date, four digits',
  short_year: 'the year of the date, two digits',
  month: 'the month of the date, two digits',
  i_month: 'the month of the date, without a zero in front',
  day: 'the day of the date, two digits',
  i_day: 'the day of the date, without a zero in front',
  hour: 'the hour of the date, two digits',
  minute: 'the minute of the date, two digits',
  second: 'the second of the date, two digits',
} as const;

export type PermalinkToken = keyof typeof permalinkTokens;

/** A token and its name. `_` joins only what stands on both of its sides: `:year_:month` has two. */
export const permalinkToken = /:([a-z]+(?:_[a-z]+)?)/g;

export function isPermalinkToken(name: string): name is PermalinkToken {
  return Object.hasOwn(permalinkTokens, name);
}

/** The tokens that need a date. */
export function isDateToken(name: PermalinkToken): boolean {
  return /year|month|day|hour|minute|second/.test(name);
}
