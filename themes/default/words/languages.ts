import { english } from './en.ts';
import type { Language } from './language.ts';

/** By BCP 47 tag in lower case, as short as it can be. */
export const languages: Readonly<Record<string, Language>> = { en: english };
