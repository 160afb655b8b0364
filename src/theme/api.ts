/** What `import … from 'rutter/theme'` gives: the contract of themes, and what the default theme is made with. */
export type * from '../../themes/default/contract.ts';
export type {
  LayoutOverride,
  LayoutOverrides,
  Overrides,
  PartOverride,
  PartOverrides,
} from '../../themes/default/extend.ts';
export {
  type Attribute,
  attribute,
  dataBlock,
  Html,
  html,
  trusted,
  type Value,
} from '../../themes/default/html.ts';
export type * from '../../themes/default/view.ts';
export type { WordKey } from '../../themes/default/words/language.ts';
export type { Translate } from '../../themes/default/words.ts';
export type * from '../model/config.ts';
export type { PageHistory } from '../model/history.ts';
export type { OutputFile } from '../model/output.ts';
export type * from '../model/page.ts';
export type * from '../model/report.ts';
export type * from '../model/runbook.ts';
export type { Ground } from '../model/sandbox.ts';
export type * from '../model/site.ts';
export type { Theme } from '../model/theme.ts';
export type {
  LogoImage,
  OptionSpec,
  OptionSpecs,
  ThemeOptions,
  UserThemeOptions,
} from '../model/theme-options.ts';
export { defineLayout, definePart, type Extension, extendTheme } from './define.ts';
export * from './drawing.ts';
