// Puts bodies into a store and writes a record of them, again and again, until it is killed.
import { join } from 'node:path';
import { writeRecord } from '../../src/store/record.ts';
import { openStore, type Ref } from '../../src/store/store.ts';
import { bodyOf } from './bodies.ts';

const [, , folder = ''] = process.argv;

const store = openStore(join(folder, 'store'));
process.stdout.write('ready\n');
for (let round = 0; ; round += 1) {
  const refs: Ref[] = [];
  for (let page = 0; page < 200; page += 1) refs.push(store.put(bodyOf(round, page)));
  store.flush();
  const lines = refs.map((ref, page) => ({ round, page, ref }));
  writeRecord(join(folder, 'record'), 'loop', lines);
}
