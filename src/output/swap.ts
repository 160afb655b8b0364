/** Exchanges two paths so that no reader sees either of them missing. Throws where that cannot be. */
export type Swap = (one: string, other: string) => Promise<void>;

/**
 * renameat2(2) with RENAME_EXCHANGE on Linux, renamex_np(2) on macOS, of the optional package
 * `fs-native-extensions`. Undefined where it is not installed, has no build for this machine, or
 * the system has no such call: on Windows the package would rename three times.
 */
export async function nativeSwap(): Promise<Swap | undefined> {
  if (process.platform !== 'linux' && process.platform !== 'darwin') return undefined;
  try {
    const name = 'fs-native-extensions';
    const module: { default?: { swap?: unknown } } = await import(name);
    const swap = module.default?.swap;
    return typeof swap === 'function' ? async (one, other) => swap(one, other) : undefined;
  } catch {
    return undefined;
  }
}
