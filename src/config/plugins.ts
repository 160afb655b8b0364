import { type DiagnosticInput, diagnosticAt, UserError } from '../model/diagnostic.ts';
import { describeValue, type Finding } from '../model/findings.ts';
import type { SourceFile } from '../model/source.ts';
import type { Plugin, UserConfig } from './define.ts';
import { locateKey } from './locate.ts';

/**
 * The configuration as its plugins want it: their `config` hooks in their order, then their `markdown`
 * hooks over the lists that came of that.
 * @param mistakesIn What is wrong with a configuration.
 * @throws UserError where a hook fails, or what it gives is no configuration.
 */
export async function withPlugins(
  user: UserConfig,
  source: SourceFile,
  mistakesIn: (value: unknown) => readonly Finding[],
): Promise<UserConfig> {
  const plugins = user.plugins ?? [];
  let config = user;
  for (const [index, plugin] of plugins.entries()) {
    const fail = (hook: string, message: string, hint?: string): never => {
      const input: DiagnosticInput = {
        code: 'plugin-failed',
        message: `the plugin \`${plugin.name}\` failed in its hook \`${hook}\`: ${message}`,
        hint,
      };
      throw new UserError([
        diagnosticAt(source, locateKey(source.text, ['plugins', index]), input),
      ]);
    };
    if (plugin.config !== undefined) {
      config = await attempt(plugin.config, config, (reason) => fail('config', reason));
      const [finding] = mistakesIn(config);
      if (finding !== undefined)
        fail('config', `of what it gave, ${finding.message}`, finding.hint);
    }
    if (plugin.markdown !== undefined) {
      config = await withMarkdown(plugin.markdown, config, (reason) => fail('markdown', reason));
    }
  }
  return config;
}

async function withMarkdown(
  hook: NonNullable<Plugin['markdown']>,
  config: UserConfig,
  fail: (reason: string) => never,
): Promise<UserConfig> {
  const { remarkPlugins = [], rehypePlugins = [] } = config.markdown ?? {};
  const next = await attempt(hook, { remarkPlugins, rehypePlugins }, fail);
  for (const key of ['remarkPlugins', 'rehypePlugins'] as const) {
    const list: unknown = next?.[key];
    if (!Array.isArray(list)) fail(`its \`${key}\` is ${describeValue(list)}, not a list`);
  }
  return {
    ...config,
    markdown: {
      ...config.markdown,
      remarkPlugins: next.remarkPlugins,
      rehypePlugins: next.rehypePlugins,
    },
  };
}

async function attempt<Value>(
  hook: (value: Value) => Value | Promise<Value>,
  value: Value,
  fail: (reason: string) => never,
): Promise<Value> {
  try {
    return await hook(value);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
