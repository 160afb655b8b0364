/** One part of a path: none that Apache or PHP takes for its settings, which a folder of that name breaks. */
export const slugPattern = /^(?!\.{1,2}$|\.(?:ht|user\.ini$))[^/\\?#%\s\uFFFD]+$/i;
export const longestSlug = 200;
