import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parsePage, told, verifyConfig } from './page.ts';

const fence = '```';

function block(info: string, ...lines: readonly string[]): string {
  return [`${fence}${info}`, ...lines, fence, ''].join('\n');
}

function scripts(text: string, options = {}): readonly string[] {
  return (parsePage(text, options).runbook?.steps ?? []).flatMap((step) =>
    step.commands.map((command) => command.script),
  );
}

describe('which blocks are steps', () => {
  const page = [
    block('sh', 'echo sh'),
    block('bash', 'echo bash'),
    block('shell', 'echo shell'),
    block('console', '$ echo console'),
    block('shellsession', '$ echo session'),
    block('js', 'no()'),
    block('', 'no'),
    '    indented no\n',
    block('zsh', 'no'),
  ].join('\n');

  test('on a runbook page every shell block', () => {
    expect(scripts(page)).toEqual([
      'echo sh',
      'echo bash',
      'echo shell',
      'echo console',
      'echo session',
    ]);
  });
  test('a `runbook:` key makes any page one', () => {
    expect(scripts(page, { kind: 'doc', settings: {} })).toHaveLength(5);
  });
  test('elsewhere none, and nothing is told', () => {
    const parsed = parsePage(`${page}\n${block('sh nmae=x exit=y', 'echo')}`, { kind: 'doc' });
    expect(parsed).toEqual({ blocks: new Map(), diagnostics: [] });
  });
  test('elsewhere a block marked `run`, and only it', () => {
    expect(scripts(`${page}\n${block('sh run', 'echo run')}`, { kind: 'post' })).toEqual([
      'echo run',
    ]);
  });
  test('inside lists and quotes, with their lines as the shell is to see them', () => {
    const parsed = parsePage(
      '- a\n\n  ```sh\n  if x; then\n    y\n  fi\n  ```\n\n> > ```sh\n> > z\n> > ```\n',
    );
    expect(parsed.runbook?.steps.map((step) => step.commands[0]?.script)).toEqual([
      'if x; then\n  y\nfi',
      'z',
    ]);
    expect(parsed.runbook?.steps[0]?.commands[0]?.span).toMatchObject({
      start: { line: 4, column: 3 },
      end: { line: 6, column: 5 },
    });
    expect(parsed.runbook?.steps[1]?.commands[0]?.span.start).toMatchObject({
      line: 10,
      column: 5,
    });
  });
  test('lines that end with CR LF', () => {
    expect(scripts('```sh\r\na\r\nb\r\n```\r\n')).toEqual(['a\nb']);
  });
  test('a block that is written as a step in another language is told', () => {
    const strange = [
      'zsh name=x',
      'bsh exit=1',
      'python role=fix',
      '{name=x}',
      'yaml title=x',
      'js',
    ];
    const found = parsePage(['sh', ...strange].map((info) => block(info, 'x')).join('\n'));
    expect(found.runbook?.steps).toHaveLength(1);
    expect(found.diagnostics.map(({ severity, hint }) => `${severity} ${hint}`)).toEqual([
      'warning did you mean `sh`?',
      'warning did you mean `bash`?',
      'warning add the word `run` to have it run, or leave the attribute out of what is only shown',
      'warning say what runs it with `interpreter="… {}"`, or leave the attribute out of what is only shown',
    ]);
    expect(told(found)[0]).toBe(
      '5:8 runbook-language `name` makes no step of a `zsh` block, so it is not run',
    );
  });
  test('a page without any is told so, the front page of a folder is not', () => {
    expect(told(parsePage('# Hello\n'))).toEqual(['1:1 runbook-empty the runbook has no step']);
    expect(parsePage('# Hello\n', { id: 'runbooks/index' }).diagnostics).toEqual([]);
  });
});

describe('attributes', () => {
  test('are read', () => {
    const text = block('sh name=go role=check exit=3 timeout=1.5s title="A b" hidden {1}', 'true');
    const parsed = parsePage(text);
    expect(parsed.diagnostics).toEqual([]);
    expect(parsed.runbook?.steps[0]).toMatchObject({
      id: 'go',
      name: 'go',
      number: 1,
      role: 'check',
      timeoutMs: 1500,
      title: 'A b',
      hidden: true,
      commands: [{ exit: 3, script: 'true' }],
    });
    expect(parsed.blocks).toEqual(new Map([[0, { id: 'go', hidden: true }]]));
  });
  test.each(['sh {name=go}', 'sh {"name":"go"}', 'sh { name=go }', 'sh name="go"'])(
    '%s names a step',
    (info) => {
      const parsed = parsePage(block(info, 'true'));
      expect(told(parsed)).toEqual([]);
      expect(parsed.runbook?.steps[0]?.id).toBe('go');
    },
  );
  test.each([
    ['sh nmae=x', '1:7 runbook-attribute-unknown', 'did you mean `name`?'],
    ['sh name=a exit=x', '1:14 runbook-attribute-invalid', 'write a number'],
    ['sh exit=256', '1:7 runbook-attribute-invalid', 'write a number'],
    ['sh exit', '1:7 runbook-attribute-invalid', 'write a number'],
    ['sh timeout=abc', '1:7 runbook-attribute-invalid', 'duration'],
    ['sh timeout=0s', '1:7 runbook-attribute-invalid', 'duration'],
    ['sh timeout=2h', '1:7 runbook-attribute-invalid', 'shorter'],
    ['sh role=chek', '1:7 runbook-attribute-invalid', 'did you mean `check`?'],
    ['sh name=1x', '1:7 runbook-attribute-invalid', 'letter'],
    ['sh name="a b"', '1:7 runbook-attribute-invalid', 'letter'],
    ['sh name=step-4', '1:7 runbook-attribute-invalid', 'name'],
    ['sh name=../x', '1:7 runbook-attribute-invalid', 'letter'],
    ['sh skip', '1:7 runbook-attribute-invalid', 'skip="'],
    ['sh hidden=no', '1:7 runbook-attribute-invalid', 'alone'],
    ['sh run=true', '1:7 runbook-attribute-invalid', 'alone'],
    ['sh __proto__=x', '1:7 runbook-attribute-unknown', 'attributes are'],
    ['sh constructor', '1:7 runbook-attribute-unknown', 'attributes are'],
    ['sh title="x', '1:7 runbook-info', 'end it with'],
    ['zsh run', '1:1 runbook-language', 'sh'],
    ['yaml file=/etc/x', '1:9 runbook-file-path', '/work'],
    ['yaml file=../x', '1:9 runbook-file-path', '/work'],
    ['yaml file=/tmp/../etc/x', '1:9 runbook-file-path', '/work'],
    ['yaml file=~/x', '1:9 runbook-file-path', 'whole path'],
    ['yaml file=/tmp/', '1:9 runbook-file-path', 'file name'],
    ['yaml file=.', '1:9 runbook-file-path', 'file name'],
    ['yaml file', '1:9 runbook-attribute-invalid', 'file='],
  ])('%s is told where it stands', (info, place, hint) => {
    const [one, ...others] = parsePage(block(info, 'x')).diagnostics.filter(
      (each) => each.severity === 'error',
    );
    expect(others).toEqual([]);
    expect(`${one?.span?.start.line}:${one?.span?.start.column} ${one?.code}`).toBe(place);
    expect(one?.hint).toContain(hint);
    expect(one?.frame?.lines[0]).toBe(`${fence}${info}`);
  });
  test('two steps of one name', () => {
    const parsed = parsePage(`${block('sh name=a', 'x')}\n${block('sh name=a', 'y')}`);
    expect(told(parsed)).toEqual(['5:7 runbook-attribute-invalid two steps are named `a`']);
    expect(parsed.diagnostics[0]?.related?.[0]?.span?.start.line).toBe(1);
    expect(new Set(parsed.runbook?.steps.map((step) => step.id)).size).toBe(2);
  });
  test.each([
    ['/work/a/../b', '/work/b'],
    ['conf/./x.yml', 'conf/x.yml'],
    ['/tmp//y', '/tmp/y'],
  ])('file=%s is written to %s', (written, path) => {
    const parsed = parsePage(block(`yaml file=${written}`, 'a: 1', 'b: 2'));
    expect(parsed.runbook?.steps[0]).toMatchObject({
      file: { path, content: 'a: 1\nb: 2\n' },
      commands: [],
      language: 'yaml',
    });
  });
});

describe('hidden steps', () => {
  test('are comments whose first line is an info string, in lists too', () => {
    const parsed = parsePage(
      '<!-- sh role=fault name=fill\nhead -c 5 /dev/zero\n-->\n\n- a\n\n  <!-- bash\n  if x\n    y\n  -->\n',
    );
    expect(told(parsed)).toEqual([]);
    expect(parsed.runbook?.steps).toMatchObject([
      { id: 'fill', role: 'fault', hidden: true, commands: [{ script: 'head -c 5 /dev/zero' }] },
      { id: 'step-2', hidden: true, commands: [{ script: 'if x\n  y' }] },
    ]);
    expect(parsed.runbook?.steps[1]?.commands[0]?.span.start).toMatchObject({ line: 8 });
    expect([...parsed.blocks.values()].every((one) => one.hidden)).toBe(true);
  });
  test('may hold a file, and their output', () => {
    const parsed = parsePage(
      '<!-- ini file=/work/a.ini\nx=1\n-->\n\n<!-- sh\ncat a.ini\n-->\n\n<!-- output\nx=1\n-->\n',
    );
    expect(told(parsed)).toEqual([]);
    expect(parsed.runbook?.steps[0]?.file).toEqual({ path: '/work/a.ini', content: 'x=1\n' });
    expect(parsed.runbook?.steps[1]?.commands[0]?.expect?.lines).toHaveLength(1);
  });
  test('other comments are comments', () => {
    const text =
      '<!-- more -->\n\n<!-- sh -->\n\n<!-- a note\non two lines -->\n\n<!-- shell scripts\nare fun -->\n';
    expect(scripts(text)).toEqual([]);
  });
  test('inside other HTML is told', () => {
    expect(
      told(parsePage('<div>\n<!-- sh name=x\nfoo\n-->\n</div>\n\n```sh\ntrue\n```\n')),
    ).toEqual(['1:1 runbook-hidden-place a hidden step inside other HTML or text is not read']);
  });
  test.each([
    ['a sentence', 'Words <!-- sh\nfalse\n-->\n', '1:7'],
    ['emphasis', '*Words <!-- sh\nfalse\n-->*\n', '1:8'],
  ])('inside %s is told', (_, text, at) => {
    expect(told(parsePage(`${text}\n${block('sh', 'true')}`))).toEqual([
      `${at} runbook-hidden-place a hidden step inside other HTML or text is not read`,
    ]);
  });
});

describe('steps that are skipped', () => {
  test('all of them: a warning', () => {
    expect(told(parsePage(block('sh skip="never"', 'a')))).toEqual([
      '1:1 runbook-empty every step of the runbook is skipped, so nothing of it is proven',
    ]);
  });
});

test.each(['name', 'role', 'exit', 'timeout', 'title'])('`%s` without a value', (key) => {
  expect(told(parsePage(block(`sh ${key}`, 'a')))).toEqual([
    `1:7 runbook-attribute-invalid \`${key}\` has no value`,
  ]);
});

test('a value without a name is told, also where no blank is written before it', () => {
  expect(told(parsePage(block('sh &#32;=x', 'a')))).toEqual([
    '1:1 runbook-info an attribute has no name before its `=`',
  ]);
  expect(told(parsePage(block('sh &#32;=', 'a')))).toEqual([
    '1:1 runbook-info an attribute has no name before its `=`',
    '1:1 runbook-info `=` has no value',
  ]);
});

describe('blocks that end elsewhere than they seem to', () => {
  const ends = (text: string, options = {}): readonly string[] =>
    told(parsePage(text, options)).filter((one) => one.includes('runbook-block-end'));

  test.each([
    ['at the end of the page', `${fence}sh\ntrue\n`, '1:1'],
    ['before another', `${fence}yaml\na: b\n\n${block('sh', 'false')}`, '1:1'],
    ['in a quote', `> ${fence}sh\n> true\n\ntext\n`, '1:3'],
    ['with a shorter fence', `${fence}\`sh\ntrue\n${fence}\n`, '1:1'],
    ['with another fence', `~~~sh\ntrue\n${fence}\n`, '1:1'],
    ['of nothing', `${fence}sh`, '1:1'],
  ])('a block that is not closed, %s', (_, text, at) => {
    expect(ends(text)).toEqual([
      `${at} runbook-block-end this block is not closed, so what follows is a part of it`,
    ]);
  });
  test.each([
    block('sh', 'true'),
    block('sh'),
    `- > ${fence}sh\n  > true\n  > ${fence}  \n`,
    `~~~~sh\r\ntrue\r\n~~~~~\r\n`,
    `  ${fence}sh\n  true\n   ${fence}`,
    `${fence}\`md\n${block('sh', 'true')}${fence}\`\n`,
  ])('closed: %j', (text) => {
    expect(ends(text)).toEqual([]);
  });
  test('a hidden step that its own `-->` cuts off, or that has none', () => {
    expect(ends('<!-- sh\necho a --> b\n\n<!-- sh\ntrue\n')).toEqual([
      '1:1 runbook-block-end the first `-->` ends this comment, but more stands behind it on its line',
      '4:1 runbook-block-end this comment is not closed, so what follows is a part of it',
    ]);
  });
  test('on a page that is no runbook only its steps count', () => {
    expect(ends(`${block('sh run', 'true')}\n${fence}js\nx`, { kind: 'doc' })).toEqual([]);
  });
  test('an attribute in the place of the language is told, as the block would be no step', () => {
    expect(told(parsePage([block('sh', 'true'), block('name=x', 'false')].join('\n')))).toEqual([
      '5:1 runbook-info the info string begins with the attribute `name=x`',
    ]);
    expect(told(parsePage([block('sh', 'true'), block('run', 'false')].join('\n')))).toEqual([
      '5:1 runbook-info the info string begins with the attribute `run`',
    ]);
  });
});

describe('expected output of a sh block', () => {
  function expectation(text: string) {
    return parsePage(text).runbook?.steps[0]?.commands[0]?.expect;
  }
  test.each(['output', 'text', 'json'])('is the %s block directly below', (language) => {
    const text = `${block('sh', 'x')}\n\n${block(language, '[]')}`;
    expect(expectation(text)?.format).toBe(language === 'json' ? 'json' : 'lines');
  });
  test.each([
    ['text with words', `${block('sh', 'x')}\n${block('text title="app.log"', 'a')}`],
    ['prose between', `${block('sh', 'x')}\nand\n\n${block('text', 'a')}`],
    ['another parent', `${block('sh', 'x')}\n> ${fence}text\n> a\n> ${fence}\n`],
    ['another language', `${block('sh', 'x')}\n${block('yaml', 'a')}`],
  ])('is not a block with %s', (_, text) => {
    expect(expectation(text)).toBeUndefined();
  });
  test('takes no status from a number that is none', () => {
    const page = parsePage(block('console', '$ echo "[404]"', '[404]'));
    expect(page.runbook?.steps[0]?.commands[0]).toMatchObject({
      exit: 0,
      expect: { lines: [{ text: '[404]' }] },
    });
  });
  test('takes its status from [N]', () => {
    const [step] =
      parsePage(`${block('sh', 'x')}\n${block('output', 'a', '[3]')}`).runbook?.steps ?? [];
    expect(step?.commands[0]).toMatchObject({ exit: 3, expect: { lines: [{ raw: 'a' }] } });
  });
  test('may leave keys and items of JSON open', () => {
    const json = ['{', '  "a": [1, ...],', '  ...', '}'];
    const page = parsePage(`${block('sh', 'x')}\n${block('json', ...json)}`);
    expect(told(page)).toEqual([]);
    expect(expectation(`${block('sh', 'x')}\n${block('json', ...json)}`)?.lines).toHaveLength(4);
  });
  test('that is no JSON is told at its line', () => {
    const page = parsePage(`${block('sh', 'x')}\n${block('json', '{', '  "a": 1,', '  b', '}')}`);
    expect(page.diagnostics[0]?.span?.start).toMatchObject({ line: 8 });
  });
  test('that contradicts exit= is told', () => {
    expect(told(parsePage(`${block('sh exit=2', 'x')}\n${block('output', 'a', '[3]')}`))).toEqual([
      '7:1 runbook-expectation the output ends with [3], but the block says exit=2',
    ]);
  });
  test('that belongs to no step is an error: nobody would compare it', () => {
    const page = parsePage(
      `${block('output', 'a')}\n${block('console', '$ x')}\n${block('output', 'a')}`,
    );
    expect(page.diagnostics.map((one) => one.severity)).toEqual(['error', 'error']);
    expect(told(page)).toEqual([
      '1:1 runbook-output-orphan this output follows no step, so nothing is compared with it',
      '9:1 runbook-output-orphan this output follows no step, so nothing is compared with it',
    ]);
  });
  test.each([
    ['output', '(a (re)', '6:1 runbook-expectation'],
    ['output', String.raw`a\q (esc)`, '6:1 runbook-expectation'],
    ['json', '{', '6:1 runbook-expectation'],
  ])('%s with %s is told', (language, line, start) => {
    const [first] = told(parsePage(`${block('sh', 'x')}\n${block(language, line)}`));
    expect(first).toContain(start);
  });
});

describe('console blocks', () => {
  function commands(lines: readonly string[], settings = {}) {
    const parsed = parsePage(block('console', ...lines), { settings });
    return {
      told: told(parsed),
      list: (parsed.runbook?.steps[0]?.commands ?? []).map((command) => ({
        script: command.script,
        out: command.expect?.lines.map((line) => line.raw),
        exit: command.exit,
        line: command.span.start.line,
      })),
    };
  }
  test('are commands with their output and status', () => {
    expect(commands(['$ a', 'x', '  y', '[2]', '', '$ b', '$ c', 'z'])).toEqual({
      told: [],
      list: [
        { script: 'a', out: ['x', '  y'], exit: 2, line: 2 },
        { script: 'b', out: [], exit: 0, line: 7 },
        { script: 'c', out: ['z'], exit: 0, line: 8 },
      ],
    });
  });
  test('go on after `> `, a backslash, and in here-documents', () => {
    expect(
      commands([
        '$ for i in 1 2; do',
        '>   echo $i',
        '>',
        '> done',
        '1',
        '2',
        '$ cat <<EOF',
        'typed > text',
        '> quoted',
        'EOF',
        'typed',
        "$ cat <<-'E O' && echo \\",
        '> hi',
        '> text',
        '> E O',
        '$ docker run \\',
        '    --rm x',
        'out',
      ]).list.map((one) => [one.script, one.out]),
    ).toEqual([
      ['for i in 1 2; do\n  echo $i\n\ndone', ['1', '2']],
      ['cat <<EOF\ntyped > text\n> quoted\nEOF', ['typed']],
      ["cat <<-'E O' && echo \\\nhi\ntext\nE O", []],
      ['docker run \\\n    --rm x', ['out']],
    ]);
  });
  test('shifts, quotes and comments begin no here-document', () => {
    expect(
      commands([
        '$ echo $((1 << 4))',
        '16',
        "$ echo '<<EOF'",
        '<<EOF',
        '$ true # <<EOF',
        '$ cat <<<EOF',
        'EOF',
      ]).list.map((one) => one.out),
    ).toEqual([['16'], ['<<EOF'], [], ['EOF']]);
  });
  test('a here-document without an end is left to the shell', () => {
    expect(commands(['$ cat <<EOF', 'a', '$ b']).list.map((one) => one.script)).toEqual([
      'cat <<EOF',
      'b',
    ]);
  });
  test('`# ` is a prompt only where the page says so', () => {
    expect(commands(['# id', 'root'], { prompts: ['#'] }).list).toMatchObject([{ script: 'id' }]);
    expect(commands(['# id', 'root'])).toEqual({
      told: ['2:1 runbook-console the block has no command'],
      list: [],
    });
  });
  test('a transcript that is called a script is told, where it is to be run', () => {
    const text = (info: string) => block(info, '# Install', '$ make', '$ make install');
    const message =
      '3:1 runbook-console the block is a transcript: to a shell, `$` is no prompt but a command';
    expect(told(parsePage(text('sh')))).toEqual([message]);
    expect(told(parsePage(text('bash')))).toEqual([message]);
    const skipped = parsePage(`${text('sh skip="why"')}\n${block('sh', 'x')}`);
    expect(told(skipped)).toEqual([]);
    expect(told(parsePage(block('sh', '$MAKE', 'cat <<EOF', '$ a', 'EOF')))).toEqual([]);
  });
  test('output before the first command, and a prompt without one, are told', () => {
    expect(commands(['x', '$ a', '$']).told).toEqual([
      '2:1 runbook-console output stands before the first command',
      '4:1 runbook-console a prompt without a command',
    ]);
  });
});

describe('settings', () => {
  const service = { name: 'db', image: 'postgres:16', env: {}, readyMs: 1000 };
  test.each([
    [{ network: 'bridge' }, 'runbook-not-allowed'],
    [{ secrets: ['TOKEN'] }, 'runbook-not-allowed'],
    [{ network: 'none', services: [{ ...service }] }, 'runbook-setting-invalid'],
    [{ services: [{ ...service, image: '--privileged' }] }, 'runbook-setting-invalid'],
    [{ network: 'bridge', services: [{ ...service }] }, 'runbook-not-allowed'],
    [{ privileges: 'root' }, 'runbook-not-allowed'],
    [{ images: ['--privileged'] }, 'runbook-setting-invalid'],
    [{ images: ['a b'] }, 'runbook-setting-invalid'],
    [{ env: { 'A=B': 'x' } }, 'runbook-setting-invalid'],
    [
      {
        services: [
          { ...service, ready: { kind: 'tcp', port: 80 } },
          { ...service, name: 'web', ready: { kind: 'tcp', port: 80 } },
        ],
      },
      'runbook-setting-invalid',
    ],
    [{ timeoutMs: 4_000_000 }, 'runbook-setting-invalid'],
  ] as const)('%j is told', (settings, code) => {
    const { diagnostics } = parsePage(block('sh', 'x'), { settings });
    expect(diagnostics.map((one) => [one.code, one.severity])).toEqual([[code, 'error']]);
  });
  test('`internal` leads nowhere, so every page may have it; a page with services does', () => {
    const asked = parsePage(block('sh', 'x'), { settings: { network: 'internal' } });
    expect(asked.diagnostics).toEqual([]);
    expect(asked.runbook?.sandbox.network).toBe('internal');
    const served = parsePage(block('sh', 'x'), { settings: { services: [service] } });
    expect(served.diagnostics).toEqual([]);
    expect(served.runbook?.sandbox).toMatchObject({ network: 'internal', services: [service] });
    expect(parsePage(block('sh', 'x')).runbook?.sandbox.network).toBe('none');
  });
  test('secrets are those of the allowlist, and no other variables', () => {
    const verify = { allow: { ...verifyConfig.allow, secrets: ['TOKEN'] } };
    const page = parsePage(block('sh', 'x'), { settings: { secrets: ['TOKEN', 'TOKEN'] }, verify });
    expect(page.diagnostics).toEqual([]);
    expect(page.runbook?.sandbox.secrets).toEqual(['TOKEN']);
    const settings = { secrets: ['TOKEN'], env: { TOKEN: 'x' } };
    expect(told(parsePage(block('sh', 'x'), { settings, verify }))).toEqual([
      '1:1 runbook-setting-invalid `TOKEN` is a secret and stands under `env`, too',
    ]);
  });
  test('hold where the configuration allows them', () => {
    const parsed = parsePage(block('sh', 'x'), {
      settings: {
        network: 'bridge',
        privileges: 'packages',
        images: ['localhost:5000/a/b:1.2', 'x', 'x'],
      },
      verify: {
        allow: {
          ...verifyConfig.allow,
          network: ['none', 'bridge'],
          privileges: ['strict', 'packages'],
        },
      },
    });
    expect(parsed.diagnostics).toEqual([]);
    expect(parsed.runbook?.sandbox).toMatchObject({
      network: 'bridge',
      privileges: 'packages',
      images: ['localhost:5000/a/b:1.2', 'x'],
    });
  });
});

const corpus = new URL('../../../shared/corpora/shell/', import.meta.url);
const files = (() => {
  try {
    return readdirSync(corpus).filter((name) => name.endsWith('.md'));
  } catch {
    return [];
  }
})();

describe.skipIf(files.length === 0)(
  'pages that others wrote (skipped: no ../shared/corpora)',
  () => {
    test.each(files)('%s is parsed', (name) => {
      const text = readFileSync(new URL(name, corpus), 'utf8');
      const { runbook, diagnostics } = parsePage(text);
      expect(runbook?.steps.length).toBeGreaterThan(40);
      for (const one of diagnostics) expect(one.span?.start.line).toBeGreaterThan(0);
      for (const step of runbook?.steps ?? []) {
        for (const command of step.commands) {
          const first = command.script.split('\n')[0] ?? '';
          const line = text.split('\n')[command.span.start.line - 1];
          expect(line).toContain(first.trim());
        }
      }
    });
  },
);

describe('a hostile page takes time linear in its size', () => {
  const many = (count: number, line: string): readonly string[] =>
    Array.from({ length: count }, () => line);
  test.each([
    ['here-documents without an end', () => block('console', ...many(50_000, '$ x <<E'))],
    ['many here-documents of one command', () => block('console', `$ ${'<<E '.repeat(100_000)}`)],
    ['lines that go on', () => block('console', '$ x', ...many(50_000, 'y \\'))],
    ['lines that go on after a prompt', () => block('console', ...many(50_000, '$ y \\'))],
    ['quotes in quotes', () => `${'> '.repeat(200)}x\n`],
    ['a long command', () => block('sh', 'x'.repeat(1_000_000))],
    ['one name for all', () => many(3000, block('sh name=a', 'x')).join('\n')],
    [
      'a long info string',
      () =>
        block(
          `sh ${'nmae '.repeat(100)}${Array.from({ length: 50_000 }, (_, i) => `k${i}=1`).join(' ')}`,
          'x',
        ),
    ],
    [
      'expected output that is none',
      () => `${block('sh', 'x')}\n${block('output', ...many(50_000, '( (re)'))}`,
    ],
    ['comments', () => many(20_000, '<!-- sh\nx\n-->\n').join('\n')],
  ])('%s', { timeout: 10_000 }, (_, text) => {
    expect(() => parsePage(text())).not.toThrow();
  });
});
