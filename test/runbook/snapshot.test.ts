import { describe, expect, test } from 'vitest';
import { masker } from '../../src/runbook/run/mask.ts';
import { snapshot } from '../../src/runbook/run/snapshot.ts';
import { differences } from '../../src/runbook/run/snapshot-differences.ts';
import { contentDiffs } from '../../src/runbook/run/snapshot-text-diff.ts';
import type { Requirement } from '../requirements.ts';
import {
  busyboxTools,
  type SnapshotGround,
  snapshotGround,
  type Toolbox,
} from './snapshot-ground.ts';

const token = 'correct-horse-battery-staple';
const hide = masker({ TOKEN: token });
const options = { signal: new AbortController().signal, mostBytes: 2 ** 28 };

/** What a script changes after another, with the folder's own name left out. */
async function changes(ground: SnapshotGround, before: string, script: string) {
  ground.run(before);
  const first = await snapshot(ground.sandbox, options);
  ground.run(script);
  const second = await snapshot(ground.sandbox, options);
  const short = (line: string) => line.replaceAll(ground.work, '');
  return {
    lines: differences(first, second).map(short),
    diff: contentDiffs(first, second, hide).map(short),
  };
}

const system: Requirement = { name: 'tar', missing: undefined };

describe.each<[Toolbox, Requirement]>([
  ['system', system],
  ['busybox', busyboxTools],
])('with the tools of the %s', (tools, { missing }) => {
  describe.skipIf(missing)('what differs', () => {
    test.each<[string, string, string, readonly string[]]>([
      ['nothing', 'echo a >a; mkdir d; ln -s a l; mkfifo p', 'true', []],
      ['times', 'echo a >a; mkdir d', 'touch -d 2001-01-01 a d', []],
      ['the same bytes again', 'echo a >a', 'echo a >b; mv b a', []],
      ['content', 'echo a >a', 'echo b >a', ['changed /a: content']],
      ['its length', 'echo a >a', 'echo bb >a', ['changed /a: content, 2 → 3 bytes']],
      ['a new file', 'true', 'echo a >a', ['added /a']],
      ['a file that is gone', 'echo a >a', 'rm a', ['removed /a']],
      ['a mode', 'echo a >a; chmod 644 a', 'chmod 600 a', ['changed /a: mode 0644 → 0600']],
      ["a folder's mode", 'mkdir d; chmod 755 d', 'chmod 1777 d', ['changed /d: mode 0755 → 1777']],
      ['a symlink', 'ln -s a l', 'ln -sf b l', ['changed /l: target a → b']],
      [
        'a symlink instead of a file',
        'echo a >a',
        'rm a; ln -s b a',
        ['changed /a: file → symlink'],
      ],
      ['a fifo', 'true', 'mkfifo p', ['added /p (pipe)']],
      [
        'a folder with all that is in it',
        'mkdir a-b',
        'mkdir a; echo 1 >a/1; mkdir a/2; echo 3 >a/2/3',
        ['added /a (folder, 3 more in it)'],
      ],
      [
        'a folder that is gone',
        'mkdir a; echo 1 >a/1; echo 1 >a-b',
        'rm -r a',
        ['removed /a (folder, 1 more in it)'],
      ],
      [
        'a hard link',
        'echo a >a; echo a >b',
        'ln -f a b',
        [
          'changed /a: hard link of the same file as /a',
          'changed /b: hard link of the same file as /a',
        ],
      ],
      [
        'a hard link that is none any more',
        'echo a >a; ln a b',
        'cp a c; mv c b',
        ['changed /a: no hard link any more', 'changed /b: no hard link any more'],
      ],
      [
        'hard links in another order',
        'echo a >b; ln b a',
        'ln a x; ln a y; rm a b; ln y b; ln x a; rm x y',
        [],
      ],
      ['a name with a newline', 'true', "echo a >'a\nb'", ['added /a␊b']],
      [
        'a name that is no text',
        'true',
        'echo a >"$(printf \'a\\377\')"; echo b >"$(printf \'a\\376\')"',
        ['added /a\ufffd', 'added /a\ufffd'],
      ],
      [
        'a name that is an option',
        'echo a >--help',
        'echo b >--help',
        ['changed /--help: content'],
      ],
      [
        'a deep name',
        `mkdir -p ${'long-name/'.repeat(60)}`,
        `echo a >${'long-name/'.repeat(60)}a`,
        [expect.stringMatching(/^added .*…$/)],
      ],
      [
        'a socket',
        'true',
        'python3 -c "import socket; socket.socket(socket.AF_UNIX).bind(\'s\')"',
        ['added /s (socket)'],
      ],
      [
        'a file that nobody can read',
        'echo a >a; chmod 0 a',
        'chmod 600 a; sleep 0.05; echo b >a; chmod 0 a',
        ['changed /a: written again, and it cannot be read'],
      ],
      ['one that stays as it is', 'echo a >a; chmod 0 a', 'echo b >b', ['added /b']],
      ['its mode', 'echo a >a; chmod 0 a', 'chmod 200 a', ['changed /a: mode 0000 → 0200']],
    ])('%s', async (_, before, script, expected) => {
      if (script.includes('python3') && tools === 'busybox') return;
      using ground = snapshotGround(tools);
      expect((await changes(ground, before, script)).lines).toEqual(expected);
    });

    test('the content of small text files is shown', async () => {
      using ground = snapshotGround(tools);
      const { diff } = await changes(
        ground,
        "printf 'a=1\\nb=2\\nc=3\\n' >app.conf; printf '\\0a' >binary",
        "printf 'c=3\\na=1\\nb=2\\n' >app.conf; printf '\\0b' >binary",
      );
      expect(diff).toEqual([
        '--- /app.conf after the first run',
        '+++ /app.conf after the second',
        '@@ -1,3 +1,3 @@',
        '+c=3',
        ' a=1',
        ' b=2',
        '-c=3',
      ]);
    });

    test('a secret in a file is not shown, also over lines and in base64', async () => {
      using ground = snapshotGround(tools);
      const wrapped = Buffer.from(`user:${token}`).toString('base64').replace(/.{8}/g, '$&\n');
      const { diff } = await changes(
        ground,
        'echo a >f',
        `cat >f <<'EOF'\nkey=${token}\n${wrapped}\nEOF`,
      );
      expect(diff.filter((line) => line.startsWith('+')).slice(1)).toEqual([
        '+key=***',
        '+dXNlcj***',
      ]);
    });

    test('a folder that cannot be read is no proof of anything', async () => {
      using ground = snapshotGround(tools);
      ground.run('mkdir d; echo a >d/a; chmod 0 d');
      await expect(snapshot(ground.sandbox, options)).rejects.toThrow(
        /the folder `.*\/d` cannot be read by its own user/,
      );
    });

    test('many files are told in few lines', async () => {
      using ground = snapshotGround(tools);
      const many = 'i=0; while [ $i -lt 3000 ]; do echo a >f$i; i=$((i+1)); done';
      const { lines } = await changes(ground, 'true', many);
      expect(lines).toHaveLength(51);
      expect(lines.at(-1)).toBe('… and 2950 more');
    });

    test('more than is read is an error, and no pass', async () => {
      using ground = snapshotGround(tools);
      ground.run('head -c 3000000 /dev/zero >big');
      await expect(snapshot(ground.sandbox, { ...options, mostBytes: 2 ** 20 })).rejects.toThrow(
        'of what `tar` wrote, it is larger than 1 MiB',
      );
    });
  });
});

describe('with the tools of the system', () => {
  test('holes cost nothing, and are the same as zeros', async () => {
    using ground = snapshotGround('system');
    const holes = 'truncate -s 3M f; printf x | dd of=f bs=1 seek=2000000 conv=notrunc status=none';
    const zeros = 'cp --sparse=never f g; mv g f';
    expect((await changes(ground, holes, zeros)).lines).toEqual([]);
    const more =
      'truncate -s 1T huge; printf x | dd of=huge bs=1 seek=900G conv=notrunc status=none';
    expect((await changes(ground, more, 'true')).lines).toEqual([]);
    const { lines } = await changes(ground, 'true', 'truncate -s 1000G huge');
    expect(lines).toEqual(['changed /huge: content, 1099511627776 → 1073741824000 bytes']);
  });

  test('many holes', async () => {
    using ground = snapshotGround('system');
    const comb =
      'truncate -s 4M f; i=0; while [ $i -lt 100 ]; do printf $1 | dd of=f bs=1 seek=$((i*40960)) conv=notrunc status=none; i=$((i+1)); done';
    const { lines } = await changes(
      ground,
      `set -- x; ${comb}`,
      `set -- x; ${comb}; cp f g; mv g f`,
    );
    expect(lines).toEqual([]);
    expect((await changes(ground, 'true', `set -- y; ${comb}`)).lines).toEqual([
      'changed /f: content',
    ]);
  });

  test('what the environment tells tar does not hold', async () => {
    using ground = snapshotGround('system');
    process.env.TAR_OPTIONS = '--exclude=*';
    try {
      expect((await changes(ground, 'true', 'echo a >a')).lines).toEqual(['added /a']);
    } finally {
      delete process.env.TAR_OPTIONS;
    }
  });

  test('it is given up when it is to stop', async () => {
    using ground = snapshotGround('system');
    const stopped = { ...options, signal: AbortSignal.abort() };
    await expect(snapshot(ground.sandbox, stopped)).rejects.toThrow('it took too long');
  });
});

describe('without tar', () => {
  test('nothing can be told, and that is said', async () => {
    using ground = snapshotGround('without tar');
    await expect(snapshot(ground.sandbox, options)).rejects.toMatchObject({
      message: 'the sandbox has no `tar`, which reads them',
      hint: expect.stringContaining('name an image with `tar`'),
    });
  });
});

describe('a root file system that can be written', () => {
  /** The engine names what is not as in the image. */
  async function changesOfRoot(before: string, script: string) {
    using ground = snapshotGround('system');
    const changed = async () => {
      const { stdout } = await ground.sandbox.spawn(['find', `${ground.work}/etc`]);
      return Buffer.concat(await stdout.toArray())
        .toString()
        .trim()
        .split('\n');
    };
    ground.run(`mkdir etc; ${before}`);
    const root = { spawn: ground.sandbox.spawn, writable: [], changedPaths: changed };
    const first = await snapshot(root, options);
    ground.run(script);
    const second = await snapshot(root, options);
    return differences(first, second).map((line) => line.replaceAll(ground.work, ''));
  }

  test('what changed there since the first run', async () => {
    expect(await changesOfRoot('echo a >etc/a', 'true')).toEqual([]);
    expect(await changesOfRoot('echo a >etc/a', 'echo bb >etc/a; echo b >etc/b')).toEqual([
      'changed /etc/a: content, 2 → 3 bytes',
      'changed /etc/b',
    ]);
  });

  test('what was taken from the image', async () => {
    using ground = snapshotGround('system');
    ground.run('mkdir etc');
    const gone = `${ground.work}/etc/passwd`;
    const root = { spawn: ground.sandbox.spawn, writable: [] };
    const first = await snapshot({ ...root, changedPaths: async () => [] }, options);
    const second = await snapshot(
      { ...root, changedPaths: async () => [`${ground.work}/etc`, gone] },
      options,
    );
    expect(differences(first, second)).toEqual([`removed ${gone}`]);
    expect(differences(second, second)).toEqual([]);
  });
});
