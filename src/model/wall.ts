/** Where the state of a list of runbooks is shown for a screen on a wall. */
export function wallUrl(list: string): string {
  return `${list}wall/`;
}
