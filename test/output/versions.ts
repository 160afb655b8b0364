import type { OutputFile } from '../../src/model/output.ts';

/** A site of 121 files in two versions: a third in both alike, a third changed, a third in one only. */
export function* version(name: 'one' | 'two'): Generator<OutputFile> {
  for (let index = 0; index < 40; index += 1) {
    const contents = `${name} ${index}\n`.repeat(index % 5 === 0 ? 5_000 : 5);
    yield { path: `${name}/${index}/index.html`, contents };
    yield { path: `both/${index}.html`, contents };
    yield { path: `same/${index}.css`, contents: `same ${index}\n` };
  }
  yield { path: 'index.html', contents: name };
}
