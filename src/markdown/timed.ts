import { type Pluggable, type Plugin, type Processor, unified } from 'unified';
import type { Profile } from '../model/profile.ts';

type AnyPlugin = Plugin<unknown[]>;
type Measured = Pick<Profile, 'plugin'>;

/**
 * A new processor each of whose plugins tells how long it takes, as a transformer or as the compiler;
 * the parser is measured by who calls it. What a promise of one waits for counts. Without a profile it
 * is unified's own.
 */
export function newProcessor(profile: Measured | undefined): Processor {
  const processor = unified();
  if (profile === undefined) return processor;
  const { use } = processor;
  // One for each plugin: unified knows by it that a plugin is used again.
  const known = new Map<AnyPlugin, AnyPlugin>();
  const timed = (entry: unknown): unknown => {
    if (typeof entry === 'function') return timedPlugin(entry as AnyPlugin);
    if (isTuple(entry)) return [timed(entry[0]), ...entry.slice(1)];
    return Array.isArray(entry) ? entry.map(timed) : entry;
  };
  const timedPlugin = (plugin: AnyPlugin): AnyPlugin => {
    const found = known.get(plugin);
    if (found !== undefined) return found;
    const made = measured(plugin, profile);
    known.set(plugin, made);
    return made;
  };
  const timedUse = (first: unknown, ...options: unknown[]): Processor =>
    Reflect.apply(use, processor, [timed(first), ...options]);
  return Object.assign(processor, { use: timedUse as Processor['use'] });
}

/** `[plugin, options]`, which a list of plugins is not. */
function isTuple(entry: unknown): entry is readonly [Pluggable, ...unknown[]] {
  return (
    Array.isArray(entry) &&
    typeof entry[0] === 'function' &&
    entry.length > 1 &&
    typeof entry[1] !== 'function' &&
    !Array.isArray(entry[1])
  );
}

function measured(plugin: AnyPlugin, profile: Measured): AnyPlugin {
  const name = plugin.name || 'a plugin without a name';
  return function (...options) {
    const { compiler } = this;
    const transform: unknown = plugin.apply(this, options);
    if (this.compiler !== compiler) this.compiler = clocked(this.compiler, name, profile);
    // A transformer that calls back says so by the number of its parameters.
    return typeof transform === 'function'
      ? (withLength(clocked(transform, name, profile), transform.length) as ReturnType<AnyPlugin>)
      : undefined;
  };
}

/** The same function, which tells how long it takes; without a profile it is that one itself. */
export function clocked<Value>(run: Value, name: string, profile: Measured | undefined): Value {
  if (typeof run !== 'function' || profile === undefined) return run;
  const clock = function (this: unknown, ...given: unknown[]): unknown {
    const began = performance.now();
    const end = (): void => profile.plugin(name, performance.now() - began);
    let result: unknown;
    try {
      result = Reflect.apply(run, this, given);
    } catch (error) {
      end();
      throw error;
    }
    if (result instanceof Promise) return result.finally(end);
    end();
    return result;
  };
  return clock as Value;
}

function withLength<Value extends object>(run: Value, length: number): Value {
  return Object.defineProperty(run, 'length', { value: length });
}
