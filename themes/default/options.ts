/** What a site may set under `themeOptions` for the default theme. */
export type ThemeOptions = Readonly<Record<string, never>>;

export const noOptions: ThemeOptions = {};
