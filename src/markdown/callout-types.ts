/** The callouts of every site. */
export const calloutTypes = [
  'note',
  'tip',
  'important',
  'warning',
  'caution',
  'info',
  'danger',
  'details',
] as const;
