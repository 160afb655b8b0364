/** Rutter as a library: the configuration's types, a build, a verification, and what HTML is made with. */
export {
  type Attribute,
  attribute,
  dataBlock,
  Html,
  html,
  trusted,
  type Value,
} from '../themes/default/html.ts';
export {
  type BuildEvent,
  type Builder,
  type BuildOptions,
  type BuildResult,
  build,
  type CheckResult,
  createBuilder,
} from './build.ts';
export {
  defineConfig,
  definePlugin,
  type Plugin,
  type UserArchive,
  type UserAuthor,
  type UserCollection,
  type UserConfig,
  type UserLoader,
  type UserTaxonomy,
  type UserTerm,
} from './config/define.ts';
export { type ConfigOverrides, type LoadOptions, loadConfig } from './config/load.ts';
export type { DiagnosticCode } from './model/codes.ts';
export type * from './model/config.ts';
export type * from './model/data.ts';
export { type Diagnostic, type Severity, UserError } from './model/diagnostic.ts';
export type { PageHistory } from './model/history.ts';
export type { ImageVariant } from './model/image.ts';
export type { LoadEntries, LoadedEntry, LoaderContext } from './model/loader.ts';
export type { Direction, LocaleConfig, VersionConfig, Words } from './model/locale.ts';
export type * from './model/output.ts';
export type * from './model/page.ts';
export type * from './model/plugin.ts';
export { createProfile, type Profile, type ProfileData } from './model/profile.ts';
export type * from './model/report.ts';
export type * from './model/runbook.ts';
export type * from './model/sandbox.ts';
export type { ShortcodePage } from './model/shortcode.ts';
export type * from './model/site.ts';
export type { Point, SourceFile, Span } from './model/source.ts';
export type { Theme } from './model/theme.ts';
export {
  type AttributeSpec,
  type AttributeSpecs,
  type Attributes,
  defineShortcode,
  type Shortcode,
  type ShortcodeCall,
} from './shortcodes/define.ts';
export {
  type LostRun,
  type MemoryOptions,
  type PlanOptions,
  type RunOf,
  type VerifyEvent,
  type VerifyOptions,
  type VerifyResult,
  verify,
} from './verify.ts';
