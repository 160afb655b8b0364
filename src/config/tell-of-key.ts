import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Config } from '../model/config.ts';
import { diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { TellOfKey } from '../model/findings.ts';
import { type SourceFile, sourceFile } from '../model/source.ts';
import { locateKey } from './locate.ts';

/** Tells what is wrong with keys of the configuration where they stand in its file, if it has one. */
export function tellOfKey({ configFile, root }: Pick<Config, 'configFile' | 'root'>): TellOfKey {
  let source: SourceFile | undefined;
  return (path, said) => {
    source ??= configFile === undefined ? undefined : sourceAt(configFile, root);
    return source === undefined
      ? diagnostic(said)
      : diagnosticAt(source, locateKey(source.text, path), said);
  };
}

function sourceAt(file: string, root: string): SourceFile | undefined {
  try {
    return sourceFile(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
