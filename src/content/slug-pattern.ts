/** One part of a path. */
export const slugPattern = /^(?!\.{1,2}$)[^/\\?#%\s\uFFFD]+$/;
export const longestSlug = 200;
