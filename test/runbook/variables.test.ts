// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are a shell's.
import { describe, expect, test } from 'vitest';
import { complete } from '../../src/config/complete.ts';
import { sourceFile } from '../../src/model/source.ts';
import { placesIn } from '../../src/runbook/variables/places.ts';
import { pageParser } from '../../src/verify/parse-page.ts';
import { parsePage, told } from './page.ts';

/** `NAME:writing` of each place of a script, and what it needs. */
function placed(script: string): string {
  const { places, needed, left, twice } = placesIn(script);
  const all = places.map(({ start, end, name, writing }) => {
    expect(script.slice(start, end).replace(/^\$\{?|\}$/g, '')).toBe(name);
    return `${name}:${writing}`;
  });
  const namesOf = (stretches: typeof needed, mark: string): readonly string[] => {
    for (const { start, end, name } of stretches) expect(script.slice(start, end)).toContain(name);
    const names = new Set(stretches.map(({ name }) => name));
    return [...names].filter((name) => /^[A-Z]$/.test(name)).map((name) => name + mark);
  };
  return [...all, ...namesOf(needed, '!'), ...namesOf(left, '?'), ...namesOf(twice, '²')].join(' ');
}

describe('where a script has variables, and how a value is written there', () => {
  test.each([
    // Without quotes, or in double ones.
    ['ssh $A', 'A:b'],
    ['ssh "$A:${B}"', 'A:d B:d'],
    ['ls pre$A.log ${A}x', 'A:b A:b'],
    ['cp "$(dirname "$A")/x" $(cat $B)', 'A:d B:b'],
    ['x=$A cmd --to=$B', 'A:b B:b'],
    ['for f in $A; do echo "$B"; done', 'A:b B:d'],
    ['case $A in $B) echo $C ;; esac', 'A:b B:q C:b'],
    ['cat < $A > $B', 'A:b B:b'],
    ['cat <<< $A', 'A:b'],
    ['f() { echo $A; }; f', 'A:b'],
    ['diff <(ls $A) list=($B)', 'A:b B:b'],
    ['a=($A $B)', 'A:b B:b'],
    ['echo $"$A"', 'A:d'],
    // The shell expands nothing there.
    ["echo '$A'", 'A?'],
    ["echo $'$A'", 'A?'],
    ["awk '{print $A}' | jq --arg A \"$A\" '$A'", 'A:d'],
    ['echo \\$A "\\$A"', ''],
    ['# $A', ''],
    ['ls #$A', ''],
    ["cat <<'E'\n$A x\nE", 'A?'],
    ['cat <<"E"\n$A x\nE', 'A?'],
    ['cat <<\\E\n$A x\nE', 'A?'],
    ['cat <<$A\nx\n$A', ''],
    ['echo $AB $$A', 'AB:b $:b'],
    // Text around it, or its place, would make something else of a value without quotes.
    ['$A x', 'A:q'],
    ['x=1 $A x', 'A:q'],
    ['if $A; then $B; fi', 'A:q B:q'],
    ['echo $U$A', 'U:b A:q'],
    ['echo "$U$A ${U}$A"', 'U:d A:g U:d A:d'],
    ['echo $1$A', '1:b A:q'],
    ['echo $A>out', 'A:q'],
    ['ls ~$A ~x$B ~/$C', 'A:q B:q C:b'],
    ['echo {$A..$B} {a,$C} ${D}', 'D:b A! B! C!'],
    ['curl http://${A}:$B/ "${A}"$B', 'A:b B:b A:d B:b'],
    ['xargs -I{} cp {} {}/$A {a,${B}$C}', 'A:b B! C!'],
    ['[[ $A == "$B" ]] && echo $C', 'A:q B:d C:b'],
    ['[[ $A =~ $B && $C ]]', 'A:q C:q B!'],
    ['$A=1', 'A:q'],
    // A here-document.
    ['cat <<E\nhost = $A\n\\$B ${C} x\nE\nls $A', 'A:h C:h A:b'],
    ['cat <<-E\n\thost = $A $(ls $B "$C")\n\tE', 'A:h B:b C:d'],
    ['cat <<E\n$A\nE', 'A:h A!'],
    ['cat <<END\nE$A\nx $B\nEND', 'A:h B:h A!'],
    ['cat <<-E\n\t$A\n\tE', 'A:h A!'],
    ['cat <<E\nx $U$A\nE', 'U:h A!'],
    ['echo "$(cat <<E\na=$A\nE\n)"', 'A:h'],
    ['cat <<E\n5 $\'s, $"$A"\' x\nE', 'A:h'],
    // No value can stand there: the shell has to know it.
    ['echo ${A:-x} $A', 'A:b A!'],
    ['echo ${#A} "${B%.*}" ${C[0]} ${!D}', 'A! B! C! D! D²'],
    ['echo $((A + 1)) $(( $B * 2 ))', 'A! B! A² B²'],
    ['((A > 1)) && x', 'A! A²'],
    ['echo `cat $A`', 'A!'],
    ['echo `echo \\$A`', 'A!'],
    ['cat <<E\n`ls $A` ${B:-x}\nE', 'A! B!'],
    ['cat <<E\n$(if $A\nE', 'A!'],
    // A script that is not understood.
    ['fi $A "$B"', 'A! B!'],
    // What a shell of this machine reads once more, and nothing before it: as in a script of its own.
    ['bash -c \'ls $A "$B" ${C%x}\'', 'A:bs B:ds C!'],
    ["timeout 5 /bin/sh -euc 'cat <<E\nx $A\nE' sh", 'A:hs'],
    ["su postgres -c 'ls $A'", 'A:bs'],
    ["eval 'ls $A'; trap 'rm $B' EXIT; watch -n 5 'ls $C'", 'A:bs B:bs C:bs'],
    ["bash -c 'A=1; ls $A; for B in x; do $B; done'", ''],
    ['find . -exec sh -c \'mv "$1" $A\' sh {} \\;', '1:ds A:bs'],
    ['bash <<\'E\'\nls $A "$B"\nE', 'A:b B:d'],
    ["bash <<'E'\n$A\nE", 'A:q A!'],
    ["bash <<'E'\nsh -c 'ls $A'\nE", 'A:bs'],
    ["bash -c 'ls '$A", 'A:b A²'],
    ["bash -c 'ls '\"x\"' $A'", 'A!'],
    ['bash -c "ls \\$A"', 'A!'],
    ["bash -c 'fi $A'", 'A!'],
    // One that has no variables of this one.
    ["ssh h 'ls $A'", 'A?'],
    ["sudo sh -c 'ls $A'", 'A?'],
    ["docker exec -i c sh <<'E'\nls $A\nE", 'A?'],
    ["su - postgres -c 'ls $A'", 'A?'],
    ["env -i sh -c 'ls $A'", 'A?'],
    // What is expanded, and then read once more.
    ['bash -c "ls $A"', 'A:d A²'],
    ['ssh -p 22 $A ls $B "$C"', 'A:b B:b C:d B² C²'],
    ['ssh $A <<E\nls $B\nE', 'A:b B:h B²'],
    ['apt install ssh $A', 'A:b'],
    ['eval ls $A', 'A:b A²'],
    ['trap "rm $A" EXIT', 'A:d A²'],
    ['bash -c \'ls "$1"\' sh "$A"', '1:ds A:d'],
    ['[[ $A -eq 1 ]] && [[ $B == x ]] && [ $C -eq 1 ]', 'A:q B:q C:b A²'],
    ['let x=$A+1', 'A:b A²'],
    ['a[$A]=1; declare -i n=$B; unset "c[$C]"', 'A:b B:b C:d A² B² C²'],
    ['echo ${x[$A]} ${x:$B:2}', 'A! B! A² B²'],
    ['[ -v $A ] || test -v "$B" || [ -n "$C" ]', 'A:b B:d C:d A² B²'],
    [
      'printf -v "x[$A]" y; read -r $B; read -p "$C?" x; declare "$D=1"',
      'A:d B:b C:d D:d A² B² D²',
    ],
    ['echo $[ $A + 1 ] x$[', 'A! A²'],
    // By a pipe, by a word, by a file of the shell.
    ['echo "ls $A" | sh; echo "$B" | grep sh', 'A:d B:d A²'],
    ['echo "ls $A" | tee log | sudo bash -s -- x', 'A:d A²'],
    ['cat <<E | ssh h\nls $A\nE', 'A:h A²'],
    ['echo "$A" | ssh h cat; echo "$B" | ssh h sudo sh', 'A:d B:d B²'],
    ['bash <<< "ls $A"; cat <<< "$B"', 'A:d B:d A²'],
    ["bash <<< 'ls $A'; ssh h <<< 'ls $B'", 'A:bs B?'],
    ["echo 'ls $A' | sh; echo 'ls $B' | ssh h", 'A! B?'],
    ['. <(echo "ls $A"); bash <(echo $B); diff <(ls $C)', 'A:d B:b C:b A² B²'],
    ['source /dev/stdin <<E\nls $A\nE', 'A:h A²'],
    ['flock x -c "ls $A"; script -qc "ls $B"; at now <<E\nls $C\nE', 'A:d B:d C:h A² B² C²'],
    ['command eval "ls $A"; "$SHELL" -c "ls $B"', 'A:d SHELL:d B:d A² B²'],
    // By way of another variable.
    ['x="ls $A"; y=$x; eval "$y"; z=$B', 'A:d x:b y:d B:b A²'],
    ['n=$A; [[ n -eq 1 || $B -lt x ]]', 'A:b B:q A² B²'],
    ['[[ A -gt 1 ]] && [[ B == x ]]', 'A! A²'],
    ['n=$A; echo $((n + 1)); declare -i m; m=$B', 'A:b B:b A² B²'],
    // Another value than that of the page, or words that are no commands.
    ["env A=1 -u B sh -c 'ls $A $B $C'", 'C:bs'],
    ["echo sh -c 'ls $A'; useradd -s /bin/bash -c 'of $B' x", 'A? B?'],
    ['ls $A\\\nb $B', 'A! B!'],
  ])('%s', (script, expected) => {
    expect(placed(script)).toBe(expected);
  });

  test('many of them take time in proportion', () => {
    const script = Array.from({ length: 4000 }, (_, at) => `echo "$A" x${at} > $B`).join('\n');
    expect(placesIn(script).places).toHaveLength(8000);
    expect(placesIn('eval $A\n'.repeat(20_000)).twice).toHaveLength(20_000);
    expect(placesIn("eval 'x'$A\n".repeat(10_000)).twice).toHaveLength(10_000);
    expect(placesIn("sh -c 'ls $A'\n".repeat(5000)).places).toHaveLength(5000);
    expect(placesIn('${A:-'.repeat(3000)).places).toEqual([]);
    expect(placesIn('`$A`'.repeat(3000)).places).toEqual([]);
    const pipes = `echo ${'"$A" '.repeat(3000)} | { ${'sh\n'.repeat(3000)} }`;
    expect(placesIn(pipes).twice).toHaveLength(3000);
  });
});

const fence = '```';
const variables = [{ name: 'HOST', default: 'db1' }];
const page = (...blocks: readonly string[]): string =>
  blocks.map((block) => `${fence}${block}\n${fence}\n`).join('\n');

describe('the variables of a page', () => {
  test('they are variables of the environment with their defaults', () => {
    const parsed = parsePage(page('sh\nls $HOST'), {
      settings: { env: { A: 'b' }, variables },
    });
    expect(parsed.runbook?.sandbox.env).toEqual({ A: 'b', HOST: 'db1' });
    expect(parsed.runbook?.variables).toEqual(variables);
    expect(told(parsed)).toEqual([]);
  });

  test('only a default is a part of the digest, as a variable of the environment is', () => {
    const digest = (one: object) =>
      parsePage(page('sh\nls $HOST'), {
        settings: { variables: [{ name: 'HOST', default: 'db1', ...one }] },
      }).runbook?.digest;
    expect(digest({ label: 'x', description: 'y', pattern: '.*' })).toBe(digest({}));
    expect(digest({ default: 'db2' })).not.toBe(digest({}));
  });

  test('what a step asks for in another form is filled nowhere in it', () => {
    const text = page('sh\nls $HOST', 'sh\nls $HOST ${HOST%.*}', 'python run\nos.environ["HOST"]');
    const { runbook, blocks, diagnostics } = parsePage(text, { settings: { variables } });
    expect(diagnostics).toEqual([]);
    expect(runbook?.steps.map(({ needs }) => needs)).toEqual([undefined, ['HOST'], ['HOST']]);
    const finds = [...blocks.values()].map((block) => block.variables?.('ls $HOST'));
    expect(finds).toEqual([[expect.objectContaining({ start: 3, end: 8 })], undefined, undefined]);
  });

  test('a file has them as they are written, but names them', () => {
    const { blocks, diagnostics } = parsePage(page('sh file=/work/x\nls $HOST'), {
      settings: { variables },
    });
    expect(diagnostics).toEqual([]);
    expect([...blocks.values()][0]?.variables).toBeUndefined();
  });

  test('what a step gives a value is told, and left alone from there on', () => {
    const text = page('sh\nls $HOST', 'console\n$ HOST=db2\n$ ls $HOST', 'sh\nls $HOST');
    const parsed = parsePage(text, { settings: { variables } });
    expect(told(parsed)).toEqual([
      '6:3 runbook-variable-assigned `HOST` is a variable that readers fill in, and is given a value here',
    ]);
    expect([...parsed.blocks.values()].map((block) => block.variables !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test.each([
    'export HOST=x',
    'readonly HOST=x',
    'declare -r HOST=x',
    'read -r HOST',
    'unset HOST',
    'for HOST in a; do :; done',
    ': ${HOST:=x}',
    'printf -v HOST x',
    'HOST+=x',
    'HOST=x ls',
    'if true; then HOST=x; fi',
    'echo $(HOST=x)',
    "eval 'HOST=x'",
    'eval HOST=x',
    "trap 'HOST=x' DEBUG",
    'command export HOST=x',
    'builtin read HOST',
    'let "HOST = 1"',
    'let HOST++',
    'exec {HOST}>file',
  ])('that is so for %s', (script) => {
    const parsed = parsePage(page(`sh\n${script}`), { settings: { variables } });
    expect(parsed.diagnostics.map(({ code }) => code)).toEqual(['runbook-variable-assigned']);
  });

  test.each(['export HOST', 'echo HOST=x', 'readonly HOST', 'MY_HOST=$HOST', '"$HOST"=x'])(
    'and not for %s',
    (script) => {
      const parsed = parsePage(page(`sh\n${script}`), { settings: { variables } });
      expect(parsed.diagnostics).toEqual([]);
    },
  );

  const warned = (text: string, more: object = {}) =>
    told(parsePage(text, { settings: { variables: [{ name: 'HOST', default: 'db1', ...more }] } }));

  test('what stands in quotes that nobody opens is told, and kept of the step', () => {
    const text = page('sh\nls $HOST', "sh\nssh db1 'ls $HOST; $HOST' && ls $HOST");
    expect(warned(text)).toEqual([
      '6:13 runbook-variable-unfilled `HOST` stands in quotes in which nothing is expanded, so no value is filled in here',
    ]);
    const { runbook, blocks } = parsePage(text, { settings: { variables } });
    expect(runbook?.steps.map(({ leaves }) => leaves)).toEqual([undefined, ['HOST']]);
    expect([...blocks.values()].every((block) => block.variables !== undefined)).toBe(true);
    for (const script of ["sh -c 'ls $HOST'", 'echo \\$HOST $HOST', '# $HOST\nls $HOST']) {
      expect(warned(page(`sh\n${script}`))).toEqual([]);
    }
  });

  test('what has no form on the page that takes a value is told once', () => {
    const form = page('sh\necho ${HOST%.*}', 'sh\necho ${HOST:-x}');
    expect(warned(form)).toEqual([
      '2:8 runbook-variable-unfilled `HOST` is filled in nowhere: in this form no value can stand',
    ]);
    expect(warned(`${form}${page('sh\nls $HOST')}`)).toEqual([]);
    expect(warned(page('python run\nos.environ["HOST"]'))).toEqual([]);
    expect(warned(`<!-- sh\necho \${HOST%.*} '$HOST'\n-->\n${page('sh\nls $HOST')}`)).toEqual([]);
  });

  test('what is read twice is told where more than plain text may come', () => {
    const text = page('sh\nssh db1 "ls $HOST"', 'sh\n[[ $HOST -eq 1 ]]');
    expect(warned(text)).toEqual([]);
    expect(parsePage(text, { settings: { variables } }).runbook?.steps[0]?.twice).toEqual(['HOST']);
    for (const pattern of ['[\\w.\\-]+', '[\\w.]+', 'db\\d{1,3}', '(?:a|b)-[a-z0-9]*', '^x$']) {
      expect(warned(text, { pattern })).toEqual([]);
    }
    for (const pattern of ['.+', '[^a]+', '\\S+', 'a b', '[+-z]', '\\p{L}', "'", '[\\w ]+']) {
      expect(warned(text, { pattern })).toEqual([
        '2:13 runbook-variable-twice `HOST` is evaluated twice here, and what its `pattern` lets through may then be code',
      ]);
    }
    expect(warned(text, { default: 'a b' })).toEqual([
      expect.stringContaining('and its example may then be code'),
    ]);
  });

  test('what stands elsewhere, too, is told', () => {
    const settings = { variables, env: { HOST: 'x' }, secrets: ['HOST'] };
    expect(told(parsePage(page('sh\nls $HOST'), { settings }))).toContain(
      '1:1 runbook-setting-invalid `HOST` is one of the `variables` and stands under `env`, too',
    );
  });
});

describe('what front matter may say of them', () => {
  const tell = async (...lines: readonly string[]): Promise<readonly string[]> => {
    const head = ['---', 'runbook:', '  variables:', ...lines.map((line) => `    ${line}`), '---'];
    const text = `${head.join('\n')}\n\n${page('sh\necho $HOST $PORT')}`;
    const source = sourceFile('content/runbooks/a.md', text);
    const { diagnostics } = await pageParser(complete({}, '/site', undefined))(source);
    return diagnostics.map(
      ({ span, severity, message, hint }) =>
        `${span?.start.line}:${span?.start.column} ${severity} ${message}${hint ? ` (${hint})` : ''}`,
    );
  };

  test('a default alone, or more', async () => {
    expect(
      await tell(
        'HOST: db1',
        'PORT: {default: 5432, label: Port, description: x, pattern: "\\\\d+"}',
      ),
    ).toEqual([]);
  });

  test.each([
    [
      'HOTS: db1',
      '4:5 warning no step has the variable `HOTS` (write `$HOTS` where its value is meant, or leave it out)',
    ],
    [
      'HOST: [a]',
      '4:5 error `runbook.variables.HOST` must be an example, such as `db1`, or a group with `default`, such as `{default: db1}`, found a list',
    ],
    ['HOST: ""', '4:5 error `runbook.variables.HOST` must be one line of text'],
    ['HOST: "a\\nb"', '4:5 error `runbook.variables.HOST` must be one line of text'],
    ['HOST: "a\\u202eb"', '4:5 error `runbook.variables.HOST` must be one line of text'],
    [
      'HOST: {defualt: x}',
      'error `runbook.variables.HOST.defualt` is not a known key (did you mean `default`?)',
    ],
    [
      'HOST: {label: x}',
      'error `runbook.variables.HOST.default` must be one line of text, not empty, of at most 200 characters (a number with a point in quotes), found nothing',
    ],
    [
      'HOST: {default: x, pattern: "("}',
      'error `runbook.variables.HOST.pattern` must be a regular expression',
    ],
    [
      'HOST: {default: x, pattern: "[\\\\w.-]+"}',
      'with a `\\` before `/`, `-` and brackets that stand in brackets for themselves, as in `[\\w.\\-]+`, found',
    ],
    [
      'HOST: {default: x, pattern: "a)|(b"}',
      'error `runbook.variables.HOST.pattern` must be a regular expression',
    ],
    [
      'HOST: {default: x1, pattern: "[a-z]+"}',
      'error `runbook.variables.HOST.default` must be text that its `pattern` matches as a whole ([a-z]+), found the text "x1"',
    ],
    [
      `HOST: {default: ${'a'.repeat(60)}!, pattern: "(a+)+$"}`,
      'error `runbook.variables.HOST.pattern` must be a regular expression that is soon tried on any text',
    ],
    ['HOST: -x', 'error `runbook.variables.HOST` must be text that does not begin with `-`'],
    ['PATH: /bin', 'error `runbook.variables.PATH` must be named otherwise'],
    ['a-b: x', 'error `runbook.variables.a-b` must be named like a shell variable'],
    [
      'HOST: {default: x, label: ""}',
      'error `runbook.variables.HOST.label` must be one line of text',
    ],
  ])('%s', async (line, expected) => {
    expect((await tell(line)).join('\n')).toContain(expected);
  });

  test.each(['DB_PASSWORD', 'api_token', 'SECRET', 'SSH_KEY', 'APIKEY', 'Credentials', 'DB_PASS'])(
    '%s is called like a secret',
    async (name) => {
      expect(await tell(`${name}: x`, 'HOST: db1', 'PORT: 1')).toContainEqual(
        expect.stringContaining(`warning \`${name}\` is called like a secret`),
      );
    },
  );

  test.each(['KEY_FILE', 'TOKEN_ID', 'PUBLIC_KEY', 'MONKEY', 'COMPASS', 'SPIN', 'PASSENGER'])(
    '%s is not',
    async (name) => {
      expect((await tell(`${name}: x`)).join()).not.toContain('secret');
    },
  );

  test('a pattern that is none is told of once', async () => {
    expect(await tell('HOST: {default: x, pattern: "[0-9"}')).toEqual([
      expect.stringContaining('`runbook.variables.HOST.pattern` must be a regular expression'),
    ]);
  });

  test('what begins with a dash needs a pattern that lets it', async () => {
    expect(await tell('HOST: {default: -x, pattern: "-?x"}')).toEqual([]);
  });
});
