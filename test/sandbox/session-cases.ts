import type { TestShell } from './session-ground.ts';

/** One block and what is to come of it. What is left out is not looked at. */
export interface BlockCase {
  readonly script: string;
  readonly ended?: string;
  readonly code?: number;
  readonly out?: string | RegExp;
  readonly err?: string | RegExp;
  readonly cwd?: string;
  readonly line?: number;
}

export interface SessionCase {
  readonly name: string;
  readonly only?: readonly TestShell[];
  readonly blocks: readonly BlockCase[];
}

const ok = (script: string, out: string | RegExp = '', err: string | RegExp = ''): BlockCase => ({
  script,
  ended: 'exit',
  code: 0,
  out,
  err,
});
const fails = (script: string, code: number, out: string | RegExp = ''): BlockCase => ({
  script,
  ended: 'exit',
  code,
  out,
});
const bad = (script: string, line: number): BlockCase => ({ script, ended: 'syntax-error', line });
const lost = (script: string, code?: number): BlockCase => ({
  script,
  ended: 'sandbox-lost',
  ...(code === undefined ? {} : { code }),
});
const posix: readonly TestShell[] = ['dash', 'busybox'];

export const sessionCases: readonly SessionCase[] = [
  {
    name: 'variables, functions, exports, aliases and the folder persist',
    blocks: [
      ok(
        'a="x  y"; export B=2; f() { echo "f $1"; }\nalias hi="echo hello"\nmkdir -p /tmp/d\ncd /tmp/d',
      ),
      ok('echo "$a"; sh -c \'echo $B\'; f 1; hi; pwd', 'x  y\n2\nf 1\nhello\n/tmp/d\n'),
      ok('set -- p "q r"'),
      ok('echo "$# $2"; shift; echo "$1"', '2 q r\nq r\n'),
    ],
  },
  {
    name: 'a block stops at its first failing command, and the session goes on',
    blocks: [
      fails('x=1\necho one\nfalse\necho two', 1, 'one\n'),
      ok('echo $x', '1\n'),
      fails('f() { sh -c "exit 9"; echo no; }; f; echo no', 9),
      ok('if false; then :; fi; false || echo tested; ! true || :', 'tested\n'),
      fails('for i in 1 2 3; do echo $i; [ $i != 2 ]; done', 1, '1\n2\n'),
      fails('(exit 4)', 4),
      ok('echo $?', '4\n'),
      fails('nosuch', 127),
      fails('return 5; echo no', 5),
    ],
  },
  {
    name: 'the words of a shell name no file of ours',
    blocks: [
      {
        script: 'echo\n\nnosuch',
        err: /^(bash: line 3: nosuch: command not found|sh: (3|line 3): nosuch: not found)\n$/,
      },
      { script: 'cd /nonexistent', err: /^(bash|sh): [^/]*\/nonexistent(: .*)?\n$/ },
    ],
  },
  {
    name: '`exit` ends a block, again and again, and keeps everything',
    blocks: [
      fails('x=1; g() { exit 3; }; g a || echo no; echo no', 3),
      ok('echo "$? $x $#"', '3 1 0\n'),
      fails('y=2; exit 4', 4),
      fails('if true; then while :; do exit 5; done; fi', 5),
      ok('exit 0; echo no'),
      fails('echo "$x$y"; (exit 1) || exit', 1, '12\n'),
      ok('(exit 7) || echo "sub $?"; v=$(exit 8) || echo "subst $?"', 'sub 7\nsubst 8\n'),
      ok('h() { return; }; h; g2() { false || return 0; }; g2; echo "$x$y"', '12\n'),
      fails('eval "exit 6"', 6),
      fails('command exit 7', 7),
      fails('z=3; \\exit 8', 8),
      ok('echo "$x$y$z"; h', '123\n'),
    ],
  },
  {
    name: 'what is no complete command is located, and nothing of it runs',
    blocks: [
      bad('echo a >/tmp/ran\necho "b\necho c', 2),
      bad('touch /tmp/ran\ncat <<EOF\nx\nEO', 2),
      bad('touch /tmp/ran\nif true; then\necho', 3),
      bad('touch /tmp/ran\n)\necho', 2),
      bad('echo $(echo', 1),
      bad("a='", 1),
      bad('echo a\0b', 1),
      ok('ls /tmp/ran 2>/dev/null || echo none', 'none\n'),
      ok('cat <<A; cat <<-\\B\n$((1+1))\nA\n\t$x\n\tB', '2\n$x\n'),
      ok("cat <<'E O F'\nit's\nE O F", "it's\n"),
    ],
  },
  {
    name: 'strange texts',
    blocks: [
      ok(''),
      ok('# nothing'),
      ok('\n\n'),
      ok('echo a\r\necho b\r\n', 'a\nb\n'),
      ok('\techo tab', 'tab\n'),
      ok('echo a \\', 'a\n'),
      ok(`: '${'y'.repeat(1_000_000)}'\necho big`, 'big\n'),
      ok(`echo "it's \\"q\\" \\\\ \\$x é ✓"`, 'it\'s "q" \\ $x é ✓\n'),
    ],
  },
  {
    name: 'output of every kind',
    blocks: [
      ok('printf abc; printf err >&2', 'abc', 'err'),
      ok("printf '\\033[31mred\\033[0m'", '\x1b[31mred\x1b[0m'),
      ok('echo a; echo b >/dev/stdout; echo c', 'a\nb\nc\n'),
      ok('echo a >/dev/stderr; echo b >/dev/stderr', '', 'a\nb\n'),
      ok('cat; read -r x || echo eof', 'eof\n'),
      ok("echo 'end 0 0 e 1'; echo 'gone x 0'", 'end 0 0 e 1\ngone x 0\n'),
    ],
  },
  {
    name: 'options are the user’s',
    blocks: [
      ok('set +e\nfalse\necho on', 'on\n'),
      ok('false; echo still', 'still\n'),
      fails('set -e; false; echo no', 1),
      { script: 'set -u; echo "$nope"; echo no', ended: 'exit', out: '', err: /nope/ },
      { script: 'echo "$nope2"', ended: 'exit', out: '', err: /nope2/ },
      ok('set +u; echo "[$nope]"', '[]\n'),
      { script: 'set -x; echo t', code: 0, out: 't\n', err: '+ echo t\n' },
      { script: 'echo t2', code: 0, out: 't2\n', err: '+ echo t2\n' },
      { script: 'exit 3', code: 3, err: '+ exit 3\n' },
      { script: 'set +x', code: 0, err: '+ set +x\n' },
      ok('set -f; echo *', '*\n'),
      ok('echo *; set +f', '*\n'),
      ok('set -a; w=1; set +a; sh -c "echo \\$w"', '1\n'),
      ok('set -C; echo a >/tmp/new; set +C', ''),
    ],
  },
  {
    name: 'the user’s traps',
    blocks: [
      ok("trap 'echo bye' EXIT; echo set", 'set\n'),
      ok('trap', /^trap -- 'echo bye' EXIT\n$/),
      fails('echo in; exit 3', 3, 'in\nbye\n'),
      fails('exit 4', 4),
      fails("trap 'echo cleanup $?' EXIT; exit 5", 5, 'cleanup 5\n'),
      fails("trap 'exit 7' EXIT; exit 6", 7),
      ok("trap 'echo no' 0; trap - 0; exit 0"),
      ok("trap 'echo usr' USR1; kill -USR1 $$; sleep 0.3; echo after", 'usr\nafter\n'),
      ok("(trap 'echo sub' EXIT; :); x=$(trap 'echo cs' EXIT); echo $x", 'sub\ncs\n'),
    ],
  },
  {
    name: 'bash: ERR and DEBUG traps',
    only: ['bash'],
    blocks: [
      fails('g() { local l=1; exit 3; }; g', 3),
      ok('echo "[$l]"', '[]\n'),
      fails("trap 'echo bad' ERR; false; echo no", 1, 'bad\n'),
      fails('trap - ERR; false; echo no', 1),
      ok("trap 'n=$((n+1))' DEBUG; :; trap - DEBUG; [ $n -gt 0 ]"),
      fails('trap true DEBUG; false; echo no', 1),
      fails('h() { false; echo no; }; h; echo no', 1),
      ok('trap - DEBUG'),
      ok('declare -A m; m[a]=1; declare -i k=2'),
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text is a shell's
      ok('echo ${m[a]} $k', '1 2\n'),
      ok('shopt -s extglob\n[[ ab == @(a|ab) ]] && echo !(zz*)xx', '!(zz*)xx\n'),
      fails('false | true', 1),
      fails('exec nosuchcommand', 127),
      ok('source /dev/stdin <<<"q=1"; echo $q', '1\n'),
    ],
  },
  {
    name: 'background jobs hold nobody up',
    blocks: [
      ok('sleep 60 & echo started', 'started\n'),
      ok('echo clean', 'clean\n'),
      ok('(sleep 0.3; echo late) & echo two', 'two\n'),
      ok('sleep 1; echo three', 'three\n'),
      ok('sleep 60 & p=$!; kill $p; wait $p || echo $?', '143\n', /^(Terminated\n)?$/),
    ],
  },
  {
    name: 'redirections of the shell itself hold for a block',
    blocks: [
      ok('exec >/tmp/file; echo hidden'),
      ok('cat /tmp/file', 'hidden\n'),
      ok('exec 9>&- 8<&- 3>&-; exec 2>&1; echo x >&2', 'x\n'),
      ok('exec >&- 2>&-'),
      ok('exec 5>/tmp/five; echo 5 >&5'),
      ok('echo 6 >&5; cat /tmp/five', '5\n6\n'),
    ],
  },
  {
    name: 'nothing the user defines reaches the driver',
    blocks: [
      ok('cd() { echo mycd; }; cd', 'mycd\n'),
      ok('printf() { echo p; }; read() { echo r; }; echo() { command echo e "$@"; }; pwd() { :; }'),
      { script: 'echo x', out: 'e x\n', cwd: '/' },
      ok('command() { :; }; test() { :; }; alias command=true'),
      ok('unset -f cd printf read echo pwd test; IFS=0123456789abcdef; LC_ALL=C; :'),
      ok('x=1a2; set -- $x; echo "$#"; PATH=\'\'', '3\n'),
      fails('echo "$?"; exit 3', 3, '0\n'),
      ok('echo "$?"; PATH=/usr/bin:/bin; unset IFS', '3\n'),
      { script: 'break', ended: 'exit' },
      { script: 'continue', ended: 'exit' },
      ok('echo fine', 'fine\n'),
      fails('command() { :; }; exit 3', 3),
      fails('command() { :; }; false', 1),
      ok('rm -rf /tmp/*; ulimit -n 20; umask 077; echo $(echo a | cat)', 'a\n'),
      ok('unalias -a; echo last', 'last\n'),
      fails('exit 9', 9),
      ok('echo $?', '9\n'),
    ],
  },
  {
    name: 'bash: functions named like every builtin',
    only: ['bash'],
    blocks: [
      ok('for w in set eval exec builtin unset return source declare; do eval "$w() { :; }"; done'),
      { script: 'echo on', out: 'on\n', ended: 'exit' },
    ],
  },
  {
    name: 'a shell that is replaced or killed is lost',
    blocks: [ok('echo a', 'a\n'), lost('echo b; exec sh -c "echo c; exit 4"', 4), lost('echo no')],
  },
  { name: '`kill -9 $$`', blocks: [lost('echo b; kill -9 $$; sleep 5', 137)] },
  { name: '`kill $$`', blocks: [lost('kill $$; sleep 5', 143)] },
  {
    name: '`kill -9 $$` after an exit',
    blocks: [fails('exit 3', 3), lost('kill -9 $$; sleep 9', 137)],
  },
  { name: '`set -n`', blocks: [lost('set -n')] },
  {
    name: 'options of the shell do not reach the driver',
    blocks: [
      ok("set -C; IFS=0123456789; trap 'echo \"it'\\''s $?\"' EXIT"),
      ok('trap', `trap -- 'echo "it'\\''s $?"' EXIT\n`),
      fails('exit 3', 3, "it's 3\n"),
      fails('false', 1),
      ok('set -uaf; unset IFS'),
      fails('exit 4', 4),
      ok('echo $?', '4\n'),
    ],
  },
  {
    name: 'what the EXIT trap writes is the block’s',
    blocks: [
      ok("set +e; trap 'echo bye $?; echo err >&2' EXIT"),
      { script: 'echo in; exit 3', code: 3, out: 'in\nbye 3\n', err: 'err\n' },
      ok("trap 'echo hidden' EXIT; exec >/tmp/there; exit 0"),
      ok('cat /tmp/there', 'hidden\n'),
    ],
  },
  {
    name: 'what a subshell cannot parse makes no second driver',
    blocks: [
      fails('(. /dev/stdin <<X\necho "open\nX\n)', 2),
      ok(`(eval 'echo "') || echo no`, 'no\n', /.*/),
      ok("trap '(eval if)' EXIT", ''),
      { script: 'exit 0', ended: 'exit' },
      ok('echo on', 'on\n'),
    ],
  },
  {
    name: 'known limits of bash',
    only: ['bash'],
    blocks: [
      ok("trap 'echo bye' EXIT"),
      fails('false', 1, ''),
      fails('exit 2', 2, 'bye\n'),
      { script: 'exec 2>&1; set -x; echo t', out: /^\++ echo t\nt\n$/ },
      ok('set +x', '', /.*/),
      ok('echo $((1/0)); echo no\necho on', 'on\n', /division/),
    ],
  },
  {
    name: 'known limits of a plain sh',
    only: posix,
    blocks: [
      ok("trap 'echo bye' EXIT"),
      fails('false', 1, 'bye\n'),
      ok('sleep 60 &'),
      fails('exit 2', 2),
      { script: 'wait $!', ended: 'exit' },
      ok('l() { local a=in; exit 3; }; a=out', ''),
      fails('l', 3),
      ok('echo $a', 'in\n'),
    ],
  },
  {
    name: 'busybox: a function of a sourced file does not outlive `exit`',
    only: ['busybox'],
    blocks: [
      ok("echo 'sourced() { echo s; }' >/tmp/src; . /tmp/src; own() { echo o; }; sourced", 's\n'),
      fails('exit 1', 1),
      ok('own; sourced 2>/dev/null || echo gone', 'o\ngone\n'),
    ],
  },
  {
    name: 'plain sh: functions live through many failing blocks',
    only: posix,
    blocks: [
      ok(
        `f() {\n  cat <<X\n}\nX\n  # }\n  echo '}' "}" \\}\n}; g() (echo "$1"); h() { i() { echo i; }; i; }`,
      ),
      fails('exit 3', 3),
      fails('false', 1),
      ok('f; g a; h', '}\n} } }\na\ni\n'),
    ],
  },
];
