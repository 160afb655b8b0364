import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/model/runbook.ts';
import { type PageOptions, parsePage, told } from './page.ts';

const fence = '```';

function block(info: string, ...lines: readonly string[]): string {
  return [`${fence}${info}`, ...lines, fence, ''].join('\n');
}

function step(info: string, options?: PageOptions): Step | undefined {
  const page = parsePage(block(info, 'true'), options);
  expect(told(page)).toEqual([]);
  return page.runbook?.steps[0];
}

describe('what a step says of how it is run', () => {
  test('background, and what it is waited for', () => {
    expect(step('sh background')?.background).toEqual({});
    expect(step('sh background ready=tcp:8080 timeout=5s')).toMatchObject({
      background: { ready: { kind: 'tcp', port: 8080 } },
      timeoutMs: 5000,
    });
    expect(step('sh background ready="log:listening on .*:\\d+"')?.background?.ready).toEqual({
      kind: 'log',
      pattern: 'listening on .*:\\d+',
    });
  });
  test.each([
    ['http://localhost:8080/', 'http://localhost:8080/'],
    ['http://127.0.0.1/a?b=c#d', 'http://127.0.0.1/a?b=c'],
    ['http://[::1]:80/x', 'http://[::1]/x'],
    ['http://LOCALHOST:9', 'http://localhost:9/'],
  ])('ready=%s', (written, url) => {
    expect(step(`sh background ready=${written}`)?.background?.ready).toEqual({
      kind: 'http',
      url,
    });
  });
  test('a service is a host to wait for', () => {
    const services = [{ name: 'api', image: 'x', env: {}, readyMs: 1 }];
    expect(step('sh background ready=http://api:80/', { settings: { services } })).toBeDefined();
  });
  test('retries, a second each where nothing is said', () => {
    expect(step('sh retry=3')?.retry).toEqual({ times: 3, everyMs: 1000 });
    expect(step('sh retry=100 every=250ms')?.retry).toEqual({ times: 100, everyMs: 250 });
  });
  test('idempotent, weak, tags', () => {
    expect(step('sh idempotent weak="a clock" tags="slow  disk,slow"')).toMatchObject({
      idempotent: true,
      weak: 'a clock',
      tags: ['slow', 'disk'],
    });
    expect(step('sh tags=ä,b.c')?.tags).toEqual(['ä', 'b.c']);
  });
  test('what Runme writes in braces for its editor changes nothing', () => {
    expect(step('sh {name=x interactive=false closeTerminalOnSuccess=false}')).toMatchObject({
      name: 'x',
    });
    expect(step('sh {"name":"y","promptEnv":"no","id":"01HF"}')).toMatchObject({ name: 'y' });
  });
  test.each([
    ['sh {excludeFromRunAll=true}', 'write `skip="…"` with the reason in its place'],
    ['sh {cwd=/tmp}', 'write `cd` and the folder as the first line of the block'],
  ])('%s has a hint', (info, hint) => {
    expect(parsePage(block(info, 'x')).diagnostics).toMatchObject([
      { code: 'runbook-attribute-unknown', hint },
    ]);
  });
  test('outside braces they are unknown', () => {
    expect(told(parsePage(block('sh interactive=false', 'x')))).toHaveLength(1);
  });
  test('conditions, as data and as written', () => {
    expect(
      step('sh needs="jq curl" skip-if="image:alpine:*, arch:arm64" only-if=engine:docker')
        ?.conditions,
    ).toEqual([
      {
        kind: 'needs',
        tests: [
          { subject: 'command', value: 'jq' },
          { subject: 'command', value: 'curl' },
        ],
        written: 'needs=jq curl',
      },
      {
        kind: 'skip-if',
        tests: [
          { subject: 'image', value: 'alpine:*' },
          { subject: 'architecture', value: 'arm64' },
        ],
        written: 'skip-if=image:alpine:*, arch:arm64',
      },
      {
        kind: 'only-if',
        tests: [{ subject: 'engine', value: 'docker' }],
        written: 'only-if=engine:docker',
      },
    ]);
  });
  test('the mode of a file', () => {
    const { file } = step('python file=/work/a.py mode=0755') ?? {};
    expect(file).toEqual({ path: '/work/a.py', content: 'true\n', mode: 0o755 });
    expect(step('sh file=x mode=640')?.file?.mode).toBe(0o640);
  });
  test('a step without any of these has none of their fields', () => {
    expect(Object.keys(step('sh') ?? {}).sort()).toEqual(
      ['commands', 'digest', 'hidden', 'id', 'language', 'number', 'span'].sort(),
    );
  });
});

describe('a value that means nothing is told where it stands', () => {
  test.each([
    ['sh background=yes', '1:7', 'takes no value', 'alone'],
    ['sh background ready', '1:18', 'no value', 'tcp:8080'],
    ['sh background ready=tcp:0', '1:18', '`0` is no port', '1 to 65535'],
    ['sh background ready=tcp:65536', '1:18', 'is no port', '1 to 65535'],
    ['sh background ready=tcp:localhost:80', '1:18', 'is no port', '`tcp:80`'],
    ['sh background ready=8080', '1:18', 'nothing to wait for', '`tcp:8080`'],
    ['sh background ready=udp:53', '1:18', 'nothing to wait for', 'tcp:8080'],
    ['sh background ready=https://localhost/', '1:18', 'over http', 'tcp:PORT'],
    ['sh background ready=http://example.org/', '1:18', 'not in the sandbox', 'localhost'],
    ['sh background ready=http://a@localhost/', '1:18', 'name or password', 'http://localhost'],
    ['sh background ready=http://localhost:0/', '1:18', 'port 0', 'http://localhost'],
    ['sh background ready=http://', '1:18', 'is no URL', 'http://localhost'],
    ['sh background ready="log:("', '1:18', 'no regular expression', 'JavaScript'],
    ['sh background ready="log: "', '1:18', 'no pattern', 'log:started'],
    [`sh background ready=log:${'a'.repeat(1001)}`, '1:18', 'longer than 1000', 'shorten'],
    ['sh retry', '1:7', 'no value', 'retry=3'],
    ['sh retry=0', '1:7', 'no number', '1 to 100'],
    ['sh retry=101', '1:7', 'no number', '1 to 100'],
    ['sh retry=-1', '1:7', 'no number', '1 to 100'],
    ['sh retry=2 every=0s', '1:15', 'no pause', 'duration'],
    ['sh retry=2 every=2h', '1:15', 'longer than an hour', 'shorter'],
    ['sh idempotent=1', '1:7', 'takes no value', 'alone'],
    ['sh needs', '1:7', 'no value', 'jq curl'],
    ['sh needs="jq --x"', '1:7', '`--x` is no name of a command', 'jq'],
    ['sh needs="$(x)"', '1:7', 'no name of a command', 'jq'],
    ['sh skip-if', '1:7', 'no value', 'image:alpine'],
    ['sh skip-if=" , "', '1:7', 'no list of conditions', 'commas'],
    ['sh skip-if=imge:x', '1:7', '`imge` is nothing', 'did you mean `image:x`?'],
    ['sh only-if=os:linux', '1:7', '`os` is nothing', 'image:…'],
    ['sh only-if=docker', '1:7', '`docker` is nothing', 'engine'],
    ['sh only-if=engine:dokcer', '1:7', '`dokcer` is no engine', 'did you mean `docker`?'],
    ['sh only-if=engine:kvm', '1:7', '`kvm` is no engine', 'docker, podman, bubblewrap'],
    ['sh only-if=engine:*', '1:7', 'is no engine', 'docker, podman, bubblewrap'],
    ['sh only-if=image:', '1:7', 'does not say which image', 'image:debian:*'],
    ['sh only-if=!image:x', '1:7', '`!image` is nothing', 'opposite'],
    ['sh only-if=constructor:x', '1:7', 'nothing that a condition', 'image'],
    ['sh tags=-x', '1:7', '`-x` is no tag', 'letter'],
    ['sh tags="a b*"', '1:7', '`b*` is no tag', 'letter'],
    ['sh tags=,', '1:7', '`,` is no tag', 'letter'],
    ['sh weak', '1:7', 'no value', 'weak="'],
    ['sh weak=" "', '1:7', 'no value', 'weak="'],
    ['sh file=x mode=u+x', '1:14', 'no mode', '0755'],
    ['sh file=x mode=0955', '1:14', 'no mode', '0755'],
    ['sh file=x mode=4755', '1:14', 'no mode', '0755'],
    ['text file', '1:9', 'names no path', 'file=/work'],
    ['python run interpreter', '1:15', 'no value', 'python3 {}'],
    [`python run interpreter=${'x'.repeat(501)}`, '1:15', 'overlong', 'python3 {}'],
    ['sh stop', '1:7', 'no value', 'stop=server'],
    ['sh stop=x', '1:7', 'no step before this one is named `x`', 'stands above'],
    ['sh skipif=image:x', '1:7', 'no attribute', 'did you mean `skip-if`?'],
    ['sh backgroud', '1:7', 'no attribute', 'did you mean `background`?'],
  ])('%s', (info, place, message, hint) => {
    const [one, ...others] = parsePage(block(info, 'x')).diagnostics;
    expect(others).toEqual([]);
    expect(`${one?.span?.start.line}:${one?.span?.start.column}`).toBe(place);
    expect(one?.code).toBe(
      message === 'no attribute' ? 'runbook-attribute-unknown' : 'runbook-attribute-invalid',
    );
    expect(one?.message).toContain(message);
    expect(one?.hint).toContain(hint);
  });
});

describe('attributes that contradict each other are told', () => {
  test.each([
    ['sh ready=tcp:80', 'ready', 'without `background`'],
    ['sh every=2s', 'every', 'without `retry`'],
    ['sh mode=755', 'mode', 'without `file`'],
    ['sh background retry=2', 'retry', '`background`'],
    ['sh background idempotent', 'idempotent', '`background`'],
    ['sh background timeout=5s', 'timeout', 'to be ready'],
    ['console background', 'background', '`console`'],
    ['console interpreter="python3 -i"', 'interpreter', '`console`'],
    ['sh file=x interpreter=y', 'interpreter', '`file`'],
    ['sh file=x background', 'background', '`file`'],
    ['sh file=x stop=y', 'stop', '`file`'],
    ['sh file=x retry=2', 'retry', '`file`'],
    ['sh file=x idempotent', 'idempotent', '`file`'],
    ['sh file=x exit=1', 'exit', '`file`'],
  ])('%s', (info, key, message) => {
    const line = info.startsWith('console') ? '$ x' : 'x';
    const found = parsePage(block(info, line)).diagnostics.filter(
      (one) => !one.message.startsWith('no step'),
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.hint).toBeDefined();
    const { start, end } = found[0]?.span ?? {};
    expect(`${fence}${info}`.slice(start?.offset, end?.offset)).toMatch(new RegExp(`^${key}`));
  });
  test('a wrong `ready` is told once', () => {
    expect(told(parsePage(block('sh background ready=x timeout=1s', 'x')))).toHaveLength(1);
  });
  test('a misspelt attribute is told once, too', () => {
    expect(told(parsePage(block('sh backgroud ready=tcp:1', 'x')))).toEqual([
      '1:7 runbook-attribute-unknown `backgroud` is no attribute of a step',
    ]);
  });
  test('what goes together', () => {
    expect(step('sh retry=2 idempotent exit=3 timeout=1s role=fix')).toBeDefined();
    expect(
      told(parsePage(block('console retry=2 idempotent needs=a skip-if=arch:x', '$ x', 'y'))),
    ).toEqual([]);
  });
});

describe('stop', () => {
  const server = block('sh name=server background', 'serve');
  test('names a background step above; the block may be empty', () => {
    const page = parsePage(`${server}\n${block('sh stop=server')}`);
    expect(told(page)).toEqual([]);
    expect(page.runbook?.steps[1]).toMatchObject({ stops: 'server', commands: [] });
  });
  test('the block may have commands and output', () => {
    const page = parsePage(
      `${server}\n${block('sh stop=server', 'cat x')}\n${block('output', 'y')}`,
    );
    expect(told(page)).toEqual([]);
    expect(page.runbook?.steps[1]?.commands[0]?.expect?.lines).toHaveLength(1);
  });
  test('may start the next one', () => {
    const page = parsePage(`${server}\n${block('sh stop=server background', 'serve 2')}`);
    expect(told(page)).toEqual([]);
  });
  test.each([
    ['a step below', `${block('sh stop=server')}\n${server}`, 'no step before this one'],
    ['itself', block('sh name=server background stop=server', 'x'), 'no step before this one'],
    ['a misspelt one', `${server}\n${block('sh stop=sevrer')}`, 'no step before this one'],
    [
      'an ordinary step',
      `${block('sh name=a', 'x')}\n${block('sh stop=a')}`,
      '`a` is no background step',
    ],
    [
      'one that is stopped already',
      `${server}\n${block('sh name=x stop=server')}\n${block('sh stop=server')}`,
      '`server` is stopped already, by step `x`',
    ],
  ])('of %s is told', (_, text, message) => {
    const found = parsePage(text).diagnostics;
    expect(found.map((one) => one.code)).toEqual(['runbook-attribute-invalid']);
    expect(found[0]?.message).toContain(message);
    expect(parsePage(text).runbook?.steps.at(-1)?.stops).toBeUndefined();
  });
  test('a misspelt name has its neighbour in the hint', () => {
    const page = parsePage(`${server}\n${block('sh stop=sevrer')}`);
    expect(page.diagnostics[0]?.hint).toBe('did you mean `server`?');
  });
  test('a background step has a status and output: of when it is stopped or ends', () => {
    const page = parsePage(`${block('sh background exit=143', 'serve')}\n${block('output', 'x')}`);
    expect(told(page)).toEqual([]);
    expect(page.runbook?.steps[0]?.commands[0]).toMatchObject({
      exit: 143,
      expect: { lines: [{ raw: 'x' }] },
    });
  });
});

describe('files', () => {
  test.each([
    ['strict', '/proc/self/fd/1', 'no place for a file'],
    ['root', '/proc/self/fd/1', 'no place for a file'],
    ['packages', '/sys/x', 'no place for a file'],
    ['root', '/dev/null', 'no place for a file'],
    ['root', '/tmp/../proc/x', 'no place for a file'],
    ['root', '/dev', 'names a folder'],
    ['root', '/etc/', 'names a folder'],
    ['root', '/', 'names a folder'],
    ['root', '../etc/passwd', 'leaves the folder of the shell'],
    ['strict', '../tmp/x', 'leaves the folder of the shell'],
    ['strict', 'a/../..', 'leaves the folder of the shell'],
    ['strict', '/workshop/x', 'outside what a step may write'],
    ['strict', '/tmp', 'names a folder'],
    ['root', '~root/x', 'only a shell replaces'],
    ['root', '$HOME/x', '`$HOME` in it, which only a shell replaces'],
    ['root', `/tmp/$${'{x}'}`, 'only a shell replaces'],
    ['root', '/tmp/$(id)', 'only a shell replaces'],
    ['root', 'https://example.org/x', 'is a URL'],
    ['strict', 'file:///work/x', 'is a URL'],
    ['root', `/tmp/${'x'.repeat(1000)}`, 'overlong'],
  ] as const)('%s: file=%s', (privileges, path, message) => {
    const page = parsePage(block(`text file="${path}"`, 'x'), {
      settings: { privileges },
      verify: {
        allow: { network: [], privileges: [privileges], secrets: [], registries: [] },
      },
    });
    expect(page.diagnostics.map((one) => one.code)).toEqual(['runbook-file-path']);
    expect(page.diagnostics[0]?.message).toContain(message);
    expect(page.diagnostics[0]?.hint).toBeDefined();
  });
  test('where everything is writable, so is /etc', () => {
    const options: PageOptions = {
      settings: { privileges: 'root' },
      verify: { allow: { network: [], privileges: ['root'], secrets: [], registries: [] } },
    };
    expect(step('text file=/etc/a.conf', options)?.file?.path).toBe('/etc/a.conf');
  });
});
