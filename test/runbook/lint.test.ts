import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lintRunbook } from '../../src/runbook/lint/lint.ts';
import { parseShell } from '../../src/runbook/lint/shell/parse.ts';
import { parsePage, told } from './page.ts';

/** `code «the words»` of each finding. */
function findings(text: string): readonly string[] {
  const page = parsePage(text);
  const mistakes = page.diagnostics.filter(({ severity }) => severity === 'error');
  if (page.runbook === undefined || mistakes.length > 0) throw new Error(told(page).join('\n'));
  return lintRunbook(page.runbook).diagnostics.map(({ code, span }) => {
    const words = span === undefined ? '' : text.slice(span.start.offset, span.end.offset);
    return `${code} «${words}»`;
  });
}

const sh = (script: string, info = ''): string => `\`\`\`sh ${info}\n${script}\n\`\`\``;
const bash = (script: string): string => `\`\`\`bash\n${script}\n\`\`\``;
const withOutput = (script: string, output: string): string =>
  `${sh(script)}\n\n\`\`\`output\n${output}\n\`\`\``;
const transcript = (...lines: readonly string[]): string =>
  `\`\`\`console\n${lines.join('\n')}\n\`\`\``;

describe('weak-any-output', () => {
  test.each([
    [withOutput('ls', '...'), ['weak-any-output «...»']],
    [withOutput('ls', '[..]'), ['weak-any-output «[..]»']],
    [withOutput('ls', '* (glob)'), ['weak-any-output «* (glob)»']],
    [withOutput('ls', '.* (re)\n...'), ['weak-any-output «.* (re)\n...»']],
    [withOutput('ls', '...\nwork\n...'), []],
    [withOutput('ls', 'a [..]'), []],
    [transcript('$ ls', '...'), ['weak-any-output «...»']],
    [transcript('$ apt-get update', '...', '$ jq --version', 'jq-1.6'), []],
    [transcript('$ cd /work', '$ make', '...'), ['weak-any-output «...»']],
    [transcript('$ ls nowhere', '...', '[2]'), []],
    [transcript('$ echo hi', 'hi', '$ uname -a', '.* (re)'), ['weak-any-output «.* (re)»']],
    [transcript('$ echo hi', 'hi', '$ uname -a', '[..]'), ['weak-any-output «[..]»']],
    [transcript('$ cd /work'), []],
    [`${sh('x')}\n\n\`\`\`json\n{"...": "..."}\n\`\`\``, ['weak-any-output «{"...": "..."}»']],
    [`${sh('x')}\n\n\`\`\`json\n{"id": "[..]"}\n\`\`\``, []],
  ])('%s', (text, found) => expect(findings(text)).toEqual(found));
});

describe('weak-regexp', () => {
  test.each([
    [withOutput('x', 'a\n\\d* (re)'), ['weak-regexp «\\d* (re)»']],
    [withOutput('x', 'a\n.* (re)'), ['weak-regexp «.* (re)»']],
    [withOutput('x', 'a\n.+ (re)'), ['weak-regexp «.+ (re)»']],
    [withOutput('x', 'a\n(error)? (re)'), ['weak-regexp «(error)? (re)»']],
    [withOutput('x', 'a\n\\s* (re)'), []],
    [withOutput('x', 'a\n^$ (re)'), []],
    [withOutput('x', '\\d+ (re)'), []],
    [withOutput('x', 'a\n(a+)+$ (re)'), []],
    [
      transcript('$ x', 'a', '.* (re)', '.* (re)'),
      ['weak-regexp «.* (re)»', 'weak-regexp «.* (re)»'],
    ],
  ])('%s', (text, found) => expect(findings(text)).toEqual(found));
});

describe('weak-check', () => {
  test.each([
    [sh('true'), ['weak-check «true»']],
    [sh('true', 'role=check'), ['weak-check «true»']],
    [sh('exit 1', 'exit=1'), ['weak-check «exit 1»']],
    [sh('! false'), ['weak-check «! false»']],
    [sh('[ 1 -eq 1 ]\ntrue'), ['weak-check «[ 1 -eq 1 ]\ntrue»']],
    [sh('echo "looks good"', 'role=check'), ['weak-check «echo "looks good"»']],
    [sh('# TODO'), ['weak-check «# TODO»']],
    [sh('# first\nls nowhere'), []],
    [sh('echo hello'), []],
    [sh('test -e /work'), []],
    [sh('test -n "$x"'), []],
    [sh('echo x > /work/x', 'role=check'), []],
    [transcript('$ false', '[1]', '$ ls nowhere', '...', '[2]'), []],
    // || true
    [sh('grep x log || true'), ['weak-check «|| true»']],
    [sh('grep x log || :'), ['weak-check «|| :»']],
    [sh('grep x log || echo "nothing" >&2'), ['weak-check «|| echo "nothing" >&2»']],
    [
      sh('grep x log || { echo "nothing"; exit 0; }'),
      ['weak-check «|| { echo "nothing"; exit 0; }»'],
    ],
    [sh('make || true\nmake install'), ['weak-check «|| true»']],
    [sh('if ready; then\n  make || true\nfi'), ['weak-check «|| true»']],
    [sh('make || exit 1'), []],
    [sh('make || { echo "no"; exit 1; }'), []],
    [sh('rm -f x || true', 'role=teardown'), []],
    [sh('n=$(grep -c x log) || true'), []],
    [sh('IFS= read -r line < log || true'), []],
    [sh('if make || true; then x; fi'), []],
    [sh('f() { make || true; }\nf'), []],
    [withOutput('grep x log || true', 'x'), []],
    [withOutput('make || true\necho done', 'done'), ['weak-check «|| true»']],
    [withOutput('make || echo "failed"\necho done', 'done'), []],
    // An answer that nobody uses.
    [sh('if make; then :; fi'), ['weak-check «if make; then :; fi»']],
    [sh('if make; then echo yes; fi'), ['weak-check «if make; then echo yes; fi»']],
    [
      sh('if ! app; then echo no; else echo yes >&2; fi'),
      ['weak-check «if ! app; then echo no; else echo yes >&2; fi»'],
    ],
    [
      sh('case $(app) in ok) echo yes ;; *) echo no ;; esac'),
      ['weak-check «case $(app) in ok) echo yes ;; *) echo no ;; esac»'],
    ],
    [sh('for x in a b; do\n  if ping "$x"; then echo up; fi\ndone > report'), []],
    [sh('{ if make; then echo yes; fi; } > report'), []],
    [sh('if make; then echo yes; fi > report'), []],
    [sh('if make; then echo yes; fi | grep yes'), []],
    [sh('f() { if make; then echo yes; fi; }\n[ "$(f)" = yes ]'), []],
    [withOutput('if make; then echo yes; fi', 'yes'), []],
    [sh('if make; then echo yes; else exit 1; fi'), []],
    [sh('if make; then exit 0; fi\nmake install'), []],
    [sh('if make; then :; else exit 1; fi'), []],
    // Clients that end with 0 whatever the server says.
    [sh('curl -s http://x/'), ['weak-check «curl -s http://x/»']],
    [sh('curl -s "$url"'), ['weak-check «curl -s "$url"»']],
    [sh('curl -s http://x/ > /dev/null'), ['weak-check «curl -s http://x/ > /dev/null»']],
    [
      withOutput('curl -so /dev/null http://x/\necho ok', 'ok'),
      ['weak-check «curl -so /dev/null http://x/»'],
    ],
    [withOutput('curl -so /dev/null -w "%{http_code}" http://x/', '200 (no-eol)'), []],
    [withOutput('curl -s http://x/', 'ok'), []],
    [sh('curl -fsS http://x/'), []],
    [sh('curl --fail-with-body http://x/'), []],
    [sh('curl -s http://x/ | grep ok'), []],
    [sh('curl -s http://x/ > page'), []],
    [sh('curl -sLo page http://x/'), []],
    [sh('curl -s ftp://x/'), []],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is a shell's
    [bash('curl "${options[@]}" http://x/'), []],
    [sh('until curl -s http://x/; do sleep 1; done'), []],
    [sh('code=$(curl -s -o /dev/null -w "%{http_code}" http://x/)'), []],
    [sh('psql -f x.sql'), ['weak-check «psql -f x.sql»']],
    [sh('psql << SQL\nselect 1;\nSQL'), ['weak-check «psql << SQL»']],
    [sh('cat x.sql | psql'), ['weak-check «psql»']],
    [sh('psql << SQL\n\\set ON_ERROR_STOP on\nselect 1;\nSQL'), []],
    [sh('psql -v ON_ERROR_STOP=1 -f x.sql'), []],
    [sh('psql -c "select 1"'), []],
    [sh('psql -l | grep app'), []],
    // What only looks like it.
    [sh("echo 'x || true' '# ' \"|| true\""), []],
    [sh('cat << EOF\nx || true\nEOF'), []],
    [sh('make # || true'), []],
    [sh('case x in true|| true) make ;; esac'), []],
  ])('%s', (text, found) => expect(findings(text)).toEqual(found));
});

describe('weak-errexit', () => {
  test.each([
    [sh('set +e\nmake'), ['weak-errexit «+e»']],
    [sh('set +o errexit'), ['weak-errexit «+o»']],
    [sh('set +eu\nmake\nset -e'), ['weak-errexit «+eu»']],
    [sh('set +e\nmake\necho "status $?"\nset -e'), ['weak-errexit «+e»']],
    [withOutput('set +e\nmake\necho "status $?"\nset -e', 'status 2'), []],
    [sh('set +e\nmake\nstatus=$?\nset -e\ntest "$status" = 2'), []],
    [sh('set +e\nmake || exit 1\nset -e'), []],
    [sh('set +e\necho x\nset -e'), []],
    [sh('(set +e; make)'), []],
    [transcript('$ set +e', '$ make', '$ set -e'), []],
    [transcript('$ set +e', '$ make'), ['weak-errexit «+e»']],
    [sh('! grep error log\nmake'), ['weak-errexit «! grep error log»']],
    [sh('make\n! grep error log'), []],
    [sh('if ! grep error log; then make; fi'), []],
    [sh('for x in a b; do\n  ! grep "$x" log\ndone'), ['weak-errexit «! grep "$x" log»']],
    [sh('cd /work && make\nmake install'), ['weak-errexit «cd /work»']],
    [sh('cd /work && make'), []],
    [withOutput('app --check && echo good\nmake', 'good'), []],
    [sh('test -e x && rm x\nmake'), []],
    [sh('[[ -e x && -e y ]] && rm x\nmake'), []],
    [sh('is_old x && rm x\nmake'), []],
    [bash('x=$(cd /work; make)\necho "$x"'), ['weak-errexit «cd /work»']],
    [bash('x=$(cd /work && make)'), []],
    [sh('server --port 80 &'), ['weak-errexit «server --port 80»']],
    [sh('server &\npid=$!'), []],
    [sh('sleep 60 &'), []],
    [sh('a &\nb &\nwait'), ['weak-errexit «wait»']],
    [sh('for x in a b; do\n  deploy "$x" &\ndone\nwait\necho done'), ['weak-errexit «wait»']],
    [sh('a &\npid=$!\nwait "$pid"'), []],
    [sh('a > log &\nwait\ngrep x log'), []],
    [sh('a &\nsleep 5\nkill $(jobs -p)\nwait'), []],
    // Another shell.
    [sh("sh -c 'make; make install'"), ["weak-errexit «'make; make install'»"]],
    [sh('docker exec x sh -c "cd $dir; make"'), ['weak-errexit «"cd $dir; make"»']],
    [sh("ssh host 'make; make install'"), ["weak-errexit «'make; make install'»"]],
    [sh('ssh host << E\nmake\nmake install\nE'), ['weak-errexit «ssh host << E»']],
    [
      sh('docker exec -i x sh <<- E\n\tmake\n\tx\n\tE'),
      ['weak-errexit «docker exec -i x sh <<- E»'],
    ],
    [sh("ssh host 'app || true'"), ["weak-check «'app || true'»"]],
    [sh('x=$(ssh host "app || true")'), []],
    [sh("sh -ec 'make; make install'"), []],
    [sh("sh -c 'set -eu; make; make install'"), []],
    [sh("sh -c 'make && make install'"), []],
    [sh("sh -c 'export A=1; server & sleep 1; app'"), []],
    [sh("sh -c 'make || exit 1; make install'"), []],
    [sh('bash -e << E\nmake\nmake install\nE'), []],
    [sh('ssh host tee /etc/motd << E\nhello you\nhello world\nE'), []],
    [sh('sh script.sh << E\na\nb\nE'), []],
    [withOutput("ssh host 'a; b'", 'x'), []],
  ])('%s', (text, found) => expect(findings(text)).toEqual(found));
});

describe('weak-pipeline', () => {
  test.each([
    [sh('export v=$(app --version)'), ['weak-pipeline «$(app --version)»']],
    [bash('f() {\n  local v="$(app --version)"\n}'), ['weak-pipeline «$(app --version)»']],
    [sh('echo "version $(app --version)"'), ['weak-pipeline «$(app --version)»']],
    [sh('echo "$(false)"'), ['weak-pipeline «$(false)»']],
    [sh('echo "version `app --version`"'), ['weak-pipeline «`app --version`»']],
    [withOutput('echo "version $(app --version)"', 'version 1.2'), []],
    [sh('echo "$(date) on $(uname -s)"'), []],
    [sh('export day=$(date +%F)'), []],
    [sh('v=$(app --version)'), []],
    [sh('v=$(first)$(second)'), ['weak-pipeline «$(first)»']],
    [sh('test "$(app --version)" = 1.2'), []],
    [sh('set +o pipefail\na | b'), ['weak-pipeline «+o»']],
    [sh("sh -c 'make | tee log'"), ["weak-pipeline «'make | tee log'»"]],
    [sh("timeout 5 bash -ec 'make | tee log'"), ["weak-pipeline «'make | tee log'»"]],
    [sh("bash -c 'set -o pipefail; make | tee log'"), []],
    [sh("sh -c 'echo x | cat'"), []],
    // The session's own shell sees every part fail.
    [sh('make | tee log'), []],
  ])('%s', (text, found) => expect(findings(text)).toEqual(found));
});

describe('places', () => {
  test('in a list, in a quote, behind a prompt', () => {
    const text = [
      '- one',
      '',
      '  ```sh',
      '  ls',
      '  make || true',
      '  ```',
      '',
      '> ```console',
      '> $ export x=1 \\',
      '> >   y=$(app)',
      '> ```',
    ].join('\n');
    expect(findings(text)).toEqual(['weak-check «|| true»', 'weak-pipeline «$(app)»']);
  });

  test('with Windows line ends', () => {
    expect(findings('```sh\r\nls\r\nmake || true\r\n```\r\n')).toEqual(['weak-check «|| true»']);
  });
});

test('of very many findings the first are told', { timeout: 10_000 }, () => {
  const line = 'make || true';
  expect(findings(sh(`${line}\n`.repeat(20_000)))).toHaveLength(50);
  expect(findings(`${sh(line)}\n\n`.repeat(2000))).toHaveLength(500);
});

describe('reasons', () => {
  const reason = 'weak="it may be there or not"';
  test('accept what is found', () => {
    const text = sh('make || true', reason);
    const page = parsePage(text);
    if (page.runbook === undefined) throw new Error(told(page).join('\n'));
    const lint = lintRunbook(page.runbook);
    expect(lint.diagnostics).toEqual([]);
    expect(lint.accepted.map(({ finding, reason: why }) => [finding.code, why])).toEqual([
      ['weak-check', 'it may be there or not'],
    ]);
  });
  test('that accept nothing are told', () => {
    expect(findings(sh('make', reason))).toEqual([`weak-needless «${reason}»`]);
  });
  test('are not needed where a step is skipped', () => {
    expect(findings(sh('make || true', 'skip="no compiler"'))).toEqual([]);
  });
});

describe('reading shell', () => {
  const words = ['if', 'then', 'fi', 'for', 'in', 'do', 'done', 'case', 'esac', '{', '}', 'a', '!'];
  const signs = [
    '(',
    ')',
    '$(',
    '`',
    '"',
    "'",
    '${',
    '((',
    '$((',
    '<<',
    'EOF',
    '\n',
    ';',
    '&',
    '|',
  ];
  const piece = fc.constantFrom(
    ...words,
    ...signs,
    '&&',
    '||',
    '[[',
    ']]',
    '#',
    '\\',
    ' ',
    '>',
    '<(',
  );

  test('never throws', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom('', ' '), (pieces, space) => {
        parseShell(pieces.join(space));
      }),
      { numRuns: 5000 },
    );
  });

  test.each([
    ...signs,
    ...words,
    '$(( ',
    '"${',
    "${'",
    '"$(',
    'a=(',
    '@(',
    '[[ ',
    'case x in a) ',
    '<<A\n',
  ])('takes linear time for many %j', (text) => {
    parseShell(text.repeat(100_000));
    parseShell(`${text} `.repeat(100_000));
  });

  test('every block of our own content is understood', () => {
    const folder = new URL('../../content/', import.meta.url);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    let understood = 0;
    for (const name of names.filter((one) => one.endsWith('.md'))) {
      const page = parsePage(readFileSync(new URL(name, folder), 'utf8'));
      for (const step of page.runbook?.steps ?? []) {
        if (step.file !== undefined || step.interpreter !== undefined) continue;
        for (const { script } of step.commands) {
          expect([script, parseShell(script) !== undefined]).toEqual([script, true]);
          understood += 1;
        }
      }
    }
    expect(understood).toBeGreaterThan(200);
  });
});
