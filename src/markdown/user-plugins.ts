import type { Pluggable, Plugin, Transformer } from 'unified';
import type { Node } from 'unist';
import type { VFile } from 'vfile';
import { diagnostic, UserError } from '../model/diagnostic.ts';
import { describeValue } from '../model/findings.ts';

/** A plugin of the configuration failed on a page. */
export class PluginFailure extends Error {
  override readonly name = 'PluginFailure';
  readonly plugin: string;
  constructor(plugin: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.plugin = plugin;
  }
}

/**
 * Makes unified's plugins out of what the configuration lists: a function, or `[function, ...options]`.
 * What one of them throws is told apart from our own bugs.
 * @throws UserError for an entry that is neither.
 */
export function userPlugins(key: string, listed: readonly unknown[]): Pluggable[] {
  return listed.map((entry, index): Pluggable => {
    const [plugin, ...options]: unknown[] = Array.isArray(entry) ? entry : [entry];
    if (typeof plugin !== 'function') {
      throw new UserError([
        diagnostic({
          code: 'config-invalid',
          message: `\`markdown.${key}[${index}]\` must be a function or \`[function, options]\`, found ${describeValue(plugin)}`,
        }),
      ]);
    }
    const name = plugin.name || `${key}[${index}]`;
    const guard = guarded(plugin as Plugin<unknown[]>, name);
    Object.defineProperty(guard, 'name', { value: name });
    return [guard, ...options] as Pluggable;
  });
}

function guarded(plugin: Plugin<unknown[]>, name: string): Plugin<unknown[]> {
  return function (...options) {
    let transform: Transformer | undefined;
    try {
      transform = (plugin.apply(this, options) as Transformer | undefined) ?? undefined;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UserError([
        diagnostic({
          code: 'markdown-plugin',
          message: `the plugin \`${name}\` cannot be set up: ${reason}`,
          hint: 'see its options in the configuration',
        }),
      ]);
    }
    if (typeof transform !== 'function') return undefined;
    const run = transform;
    return async (tree, file) => {
      try {
        return await called(run, tree, file);
      } catch (error) {
        throw new PluginFailure(name, error);
      }
    };
  };
}

/** A transformer may answer, promise, or call back. */
async function called(run: Transformer, tree: Node, file: VFile): Promise<Node | undefined> {
  if (run.length < 3) {
    const result: unknown = await Reflect.apply(run, undefined, [tree, file]);
    if (result instanceof Error) throw result;
    return treeOf(result);
  }
  return new Promise<unknown>((resolve, reject) => {
    run(tree, file, (error, next) => {
      if (error) reject(error);
      else resolve(next);
      return undefined;
    });
  }).then(treeOf);
}

/** A tree takes the place of the one given; nothing keeps that. Anything else would break what follows. */
function treeOf(result: unknown): Node | undefined {
  if (result === undefined || result === null) return undefined;
  if (typeof result === 'object' && 'type' in result && result.type === 'root') {
    return result as Node;
  }
  throw new TypeError(`it returned ${describeValue(result)}, not a tree with a root`);
}
