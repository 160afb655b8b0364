// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are a shell's.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Writing } from '../../src/markdown/code/variables.ts';
import { placesIn } from '../../src/runbook/variables/places.ts';
import { shellWord } from '../../themes/default/shell-word.ts';

type Quote = (value: string, writing: Writing) => string;

const text = readFileSync(
  new URL('../../themes/default/client/runbook-quote.js', import.meta.url),
  'utf8',
);
const { quote, plain } = new Function(`${text}\nreturn { quote, plain };`)() as {
  readonly quote: Quote;
  readonly plain: RegExp;
};

/** As the page does it: each place of `$NAME` is the value, written for that place. */
function filled(script: string, name: string, value: string): string {
  let made = '';
  let at = 0;
  const { places, needed } = placesIn(script);
  expect(needed.filter((one) => one.name === name)).toEqual([]);
  for (const place of places.filter((one) => one.name === name)) {
    made += script.slice(at, place.start) + quote(value, place.writing);
    at = place.end;
  }
  return made + script.slice(at);
}

/** What each prints with the value in its environment has to be what it prints with it in its text. */
const scripts = [
  'printf "%s\\n" $V ${V} a$V.b --to=${V}x',
  'printf "%s\\n" "$V" "a $V b" "${V}${V}" "a$V"',
  'U=u; printf "%s\\n" $U$V "$U$V" "$U${V}" "${U}$V"',
  'printf "%s\\n" ~$V ~"$V" a:~$V',
  'x=$V; printf "%s\\n" "$x"; x=a:$V:~; printf "%s\\n" "$x"',
  'for x in a $V "$V"; do printf "%s\\n" "$x"; done',
  'case $V in a) echo a ;; b | "$V") echo same ;; esac',
  'if [ "$V" = $V ]; then echo same; fi',
  'printf "%s\\n" "$(printf "<%s>" "$V" $V)" $(printf "<%s>" "$V")',
  'printf "%s\\n" "a\\"$V\\"" "\\\\$V" \'$V\' \\$V "\\$V"',
  'f() { printf "%s\\n" "$#" "$@"; }; f $V "$V" a$V',
  '/bin/cat <<E\na $V b ${V}\nE\necho $V',
  '/bin/cat <<-E\n\ta $V\n\tE\necho $V',
  "/bin/cat <<'E'\n$V x\nE\necho $V",
  '/bin/cat <<E\n<$(printf "%s" "$V" $V)>\nE\necho x',
  'printf "%s\\n" "line one\nline $V two" # $V',
  'printf "%s\\n" "$(/bin/cat <<E\nin $V\nE\n)"',
  'printf "%s\\n" $V>&2',
  'printf "%s\\n" $V{ $V}',
  'printf "%s\\n" a | while read -r l; do printf "%s\\n" "$l" "$V"; done',
  '$V 2>/dev/null || echo none',
  '"$V" 2>/dev/null || echo none',
  'x=1 $V 2>/dev/null || echo none',
];
/** Scripts in scripts: with the variable exported, and with its value. */
const nested = [
  '/bin/sh -c \'IFS=; set -f; printf "%s\\n" $V "$V" "a $V" a$V.b\'',
  "/bin/sh -c '/bin/cat <<E\n<$V>\nE' sh",
  'eval \'printf "%s\\n" "$V"\'',
  'trap \'printf "%s\\n" "$V"\' EXIT',
  '/bin/sh <<\'E\'\nIFS=; set -f; printf "%s\\n" $V "$V"\nE',
  '/bin/sh <<\'E\'\n/bin/sh -c \'printf "%s\\n" "$V"\'\nE',
  '/usr/bin/env V=other /bin/sh -c \'printf "%s\\n" "$V"\'; printf "%s\\n" "$V"',
  '/usr/bin/env -u V /bin/sh -c \'printf "%s\\n" "$V"\'',
];
const patterns: readonly string[] = [
  'case "$V" in x | $V) echo same ;; *) echo other ;; esac',
  'case a$V in a$V) echo same ;; *) echo other ;; esac',
];
const ofBash = [
  '[[ $V == "$V" ]] && echo same; [[ $V = "a b" ]] || echo other',
  '[[ -n $V && ( $V != a ) ]] && echo yes',
  'a=($V "$V" [2]=$V); printf "%s\\n" "${a[@]}"',
  '/bin/cat <<< $V; /bin/cat <<< "$V"',
  '/bin/sh <<< \'printf "%s\\n" "$V"\'',
  'printf "%s\\n" $"a $V" $\'$V\' $V$\'\\x41\'',
  '/usr/bin/diff <(printf "%s\\n" $V) <(printf "%s\\n" "$V") && echo same',
];

/** What each script prints, and its status. */
function run(
  shell: string,
  each: readonly string[],
  env: Readonly<Record<string, string>> = {},
): readonly string[] {
  // What is not quoted is one word on the page: so it is to be in the shell.
  const blocks = each.map((one) => `(IFS=; set -f\n${one}\n) 2>&1\nprintf "[$?]\\036"`);
  const { stdout } = spawnSync(`/bin/${shell}`, {
    input: blocks.join('\n'),
    // A value that is a command's name is none that is found.
    env: { PATH: '/nonexistent', LC_ALL: 'C.UTF-8', ...env },
    encoding: 'utf8',
  });
  return stdout.split('\x1e');
}

/** What the fields take: one line without what cannot be seen. */
const typed = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom(...'ab1 \'"\\$`!;&|<>(){}[]*?#~=^%@,.:/-+_é'),
      maxLength: 12,
    }),
    fc.string({ maxLength: 20 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  )
  .filter((one) => one !== '' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(one));

const hostile = [
  "'; echo out; '",
  '"; echo out; "',
  '$(echo out)',
  '`echo out`',
  '\\',
  '\\"; echo out; \\"',
  "\\'; echo out #",
  '${x:-$(echo out)}',
  '$((1 + 1))',
  '!!',
  'a!b!"',
  'E',
  'EOF',
  '-n',
  '--',
  '-e \\x41',
  'if',
  'done',
  'esac',
  '}',
  'A=b',
  '1',
  '1..3',
  'a,b',
  '~',
  '~root',
  '*',
  '/e??/pass*',
  '[a]=b',
  '#',
  'a #b',
  '& echo out',
  '<(echo out)',
  '$V',
  '$U',
  '${V}',
  '\\\\',
  'a\\',
  '%s%n',
  '=ls',
  'é 漢 🙂',
];

describe.each(['sh', 'bash'])(
  'in %s, a command with a value is what it is with the variable',
  (shell) => {
    const all = [...scripts, ...nested, ...(shell === 'bash' ? ofBash : [])];
    const compare = (values: readonly string[]): void => {
      const named = values.flatMap((value, at) =>
        all.map((one) => ({
          value,
          name: `V${at}`,
          script: one.replaceAll(/(\$\{?)V/g, `$1V${at}`),
        })),
      );
      const env = Object.fromEntries(values.map((value, at) => [`V${at}`, value]));
      const wanted = run(
        shell,
        named.map(({ script }) => script),
        env,
      );
      const made = named.map(({ script, name, value }) => filled(script, name, value));
      const found = run(shell, made);
      for (const [at, one] of made.entries()) {
        expect({ ...named[at], made: one, found: found[at] }).toEqual({
          ...named[at],
          made: one,
          found: wanted[at],
        });
      }
      expect(found).toHaveLength(made.length + 1);
    };
    test('of what is hostile', () => compare(hostile));
    test('whatever is typed', () => {
      fc.assert(fc.property(fc.array(typed, { minLength: 12, maxLength: 12 }), compare), {
        numRuns: 3,
      });
    });
  },
);

test('where the shell takes a value for a pattern, on the page it is the value itself', () => {
  const each = hostile.flatMap((value) => patterns.map((one) => filled(one, 'V', value)));
  expect(new Set(run('sh', each).slice(0, -1))).toEqual(new Set(['same\n[0]']));
});

/** Each runs what a value holds: what is known of that keeps it to plain text. */
const evaluating = [
  'eval "printf %s $V"',
  'command eval "printf %s $V"',
  '/bin/sh -c "printf %s $V"',
  'x=$V; eval "printf %s $x"',
  'x="printf %s $V"; y=$x; /bin/sh -c "$y"',
  'echo "printf %s $V" | /bin/sh',
  'echo "printf %s $V" | /bin/cat | /bin/sh -s',
  '/bin/cat <<E | /bin/sh\nprintf %s $V\nE',
  '. /dev/stdin <<E\nprintf %s $V\nE',
  '/bin/sh <<< "printf %s $V"',
  '. <(echo "printf %s $V")',
  '/bin/bash <(echo "printf %s $V")',
];
const ofNumbers = [
  '[ -v "$V" ]',
  'test -v $V',
  'printf -v "x[$V]" a',
  'printf -v "$V" a',
  'read "$V" <<< x',
  'declare "$V=1"',
  'declare -i n; n=$V',
  'n=$V; : $((n))',
  'n=$V; : "${!n}"',
  ': $[ $V + 1 ]',
];

test('what is evaluated twice is known to be', () => {
  const values = [
    ...evaluating.map((script) => ({ script, value: '$(echo RUN""NING)' })),
    ...ofNumbers.map((script) => ({ script, value: 'a[$(echo RUN""NING >&2)]' })),
  ];
  for (const { script, value } of values) {
    const [printed] = run('bash', [script], { V: value });
    expect({ script, printed }).toEqual({ script, printed: expect.stringContaining('RUNNING') });
    const twice = placesIn(script).twice.map(({ name }) => name);
    expect({ script, twice }).toEqual({ script, twice: expect.arrayContaining(['V']) });
  }
});

test('no line of the history is called for', () => {
  const lines = ['d', 'g', 'h'] as const;
  fc.assert(
    fc.property(typed, (value) => {
      for (const writing of lines) expect(quote(value, writing)).not.toContain('!');
    }),
  );
  const script = 'printf "%s\\n" "a $V"\nprintf "%s\\n" $V\ncat <<E\nx $V\nE\n';
  const { stdout } = spawnSync('bash', {
    input: `set -o history -H\n: before\n${filled(script, 'V', 'a!! !b')}`,
    encoding: 'utf8',
  });
  expect(stdout).toBe('a a!! !b\na!! !b\nx a!! !b\n');
});

test('the lines for a shell have their values as the script writes them', () => {
  fc.assert(
    fc.property(typed, (value) => {
      expect(shellWord(value)).toBe(quote(value, 'b'));
    }),
  );
});

test('what a link may bring means nothing to a shell, however often it is read', () => {
  const script =
    'eval "printf \'%s\\n\' $V"; eval "printf %s $V"; /bin/sh -c "printf \'%s\\n\' \\"$V\\""';
  const safe = fc.stringMatching(/^[\w./:@%+-][\w./:@%+=-]{0,10}$/).filter((one) => one[0] !== '-');
  fc.assert(
    fc.property(safe, (value) => {
      expect(plain.test(value)).toBe(true);
      expect(run('sh', [filled(script, 'V', value)])[0]).toBe(`${value}\n${value}${value}\n[0]`);
    }),
    { numRuns: 20 },
  );
});
