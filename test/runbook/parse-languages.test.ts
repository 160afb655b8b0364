import { describe, expect, test } from 'vitest';
import { interpreterOf } from '../../src/runbook/read/interpreter.ts';
import { type PageOptions, parsePage, told } from './page.ts';

const fence = '```';

function block(info: string, ...lines: readonly string[]): string {
  return [`${fence}${info}`, ...lines, fence, ''].join('\n');
}

const sql: PageOptions = { verify: { languages: { sql: 'psql -f {}', Py: 'python3 -I {}' } } };

function steps(text: string, options?: PageOptions): readonly string[] {
  return (parsePage(text, options).runbook?.steps ?? []).map(
    (step) => `${step.language}: ${step.interpreter ?? 'the session'}`,
  );
}

describe('which blocks in other languages are steps', () => {
  const page = [
    block('sh', 'true'),
    block('python', 'shown()'),
    block('python run', 'a()'),
    block('sql', 'select 1'),
    block('sql run', 'select 2'),
    block('js interpreter="deno run {}"', 'b()'),
    block('yaml', '#!/usr/bin/env yq'),
  ].join('\n');

  test('on a runbook those that say `run` or their interpreter', () => {
    const known = page.replace('sql run', 'sql');
    expect(steps(known)).toEqual(['sh: the session', 'python: python3 {}', 'node: deno run {}']);
    expect(told(parsePage(known))).toEqual([]);
  });
  test('one that says `run` and that nothing is known to run is an error', () => {
    expect(told(parsePage(page))).toEqual([
      expect.stringContaining('17:1 runbook-language `sql` is no language that is run'),
    ]);
  });
  test('and all in a language that the configuration names', () => {
    expect(steps(page, sql)).toEqual([
      'sh: the session',
      'python: python3 -I {}',
      'python: python3 -I {}',
      'sql: psql -f {}',
      'sql: psql -f {}',
      'node: deno run {}',
    ]);
    expect(told(parsePage(page, sql))).toEqual([]);
  });
  test('elsewhere only those that say `run`', () => {
    expect(steps(page, { ...sql, kind: 'doc' })).toEqual([
      'python: python3 -I {}',
      'sql: psql -f {}',
    ]);
  });
  test('they take the output below them, as shell steps do', () => {
    for (const language of ['output', 'text', 'json']) {
      const found = parsePage(`${block('py run', 'print(1)')}\n${block(language, '1', '')}`);
      expect(told(found)).toEqual([]);
      expect(found.runbook?.steps[0]?.commands[0]?.expect?.of).toBe('stdout');
    }
    expect(
      parsePage(`${block('py run', 'exit(3)')}\n${block('output', '[3]')}`).runbook?.steps[0]
        ?.commands[0]?.exit,
    ).toBe(3);
  });
  test('hidden ones are comments that say `run`, or by what; prose is prose', () => {
    const hidden = [
      '<!-- python run name=a\nx = 1\n-->',
      '<!-- sql run\nselect 1\n-->',
      '<!-- awk interpreter="awk -f {}"\nBEGIN {}\n-->',
      '<!-- please run this\nnow -->',
      '<!-- python is nice\nto have -->',
      '<!-- interpreter of\ndreams -->',
    ].join('\n\n');
    const found = parsePage(`${hidden}\n`, sql);
    expect(told(found)).toEqual([]);
    expect(found.runbook?.steps.map((step) => [step.language, step.hidden])).toEqual([
      ['python', true],
      ['sql', true],
      ['awk', true],
    ]);
  });
  test('a block that looks like a step and is none is told', () => {
    expect(
      parsePage(
        [block('sh', 'x'), block('ruby needs=jq', 'x'), block('rubi exit=1', 'x')].join('\n'),
      ).diagnostics.map(({ hint }) => hint),
    ).toEqual([expect.stringContaining('add the word `run`'), 'did you mean `ruby`?']);
  });
  test('so is one whose `file=` or `interpreter=` has no value, which is none for that', () => {
    const blocks = [block('sh', 'x'), block('ini file=', 'x'), block('sql interpreter="x', 'x')];
    expect(told(parsePage(blocks.join('\n')))).toEqual([
      '5:8 runbook-info `file=` has no value',
      '9:8 runbook-info the value of `interpreter` has no closing "',
    ]);
    expect(told(parsePage([block('sh', 'x'), block('js title=', 'x')].join('\n')))).toEqual([]);
  });
});

describe('what runs a block', () => {
  const configured = { python: 'python3 -I {}', __proto__: 'x' };
  const of = (language: string, first = '', asked?: string) => {
    const found = interpreterOf({ language, lines: [first], asked, configured });
    return found.kind === 'command' ? found.command : found.kind;
  };
  test('first itself, then its shebang line, then the configuration, then we', () => {
    expect(of('python', '#!/usr/bin/python2', 'pypy {}')).toBe('pypy {}');
    expect(of('python', '#!/usr/bin/python2')).toBe('/usr/bin/python2 {}');
    expect(of('python')).toBe('python3 -I {}');
    expect(of('PY')).toBe('python3 -I {}');
    expect(of('ruby')).toBe('ruby {}');
  });
  test.each([
    ['js', 'node {}'],
    ['JavaScript', 'node {}'],
    ['rb', 'ruby {}'],
    ['pl', 'perl {}'],
    ['sh', 'shell'],
    ['bash', 'shell'],
    ['zsh', 'none'],
    ['', 'none'],
    ['constructor', 'none'],
    ['__proto__', 'none'],
  ])('%s: %s', (language, command) => {
    expect(of(language)).toBe(command);
  });
  test.each([
    ['#!/usr/bin/env python3', '/usr/bin/env python3 {}'],
    ['#! /usr/bin/awk  -f ', '/usr/bin/awk -f {}'],
    ['#!/usr/bin/env -S deno run', "/usr/bin/env '-S deno run' {}"],
    ["#!/opt/it's", "'/opt/it'\\''s' {}"],
    ['#!/bin/sh; rm -rf /', "'/bin/sh;' 'rm -rf /' {}"],
    ['#!/bin/sh', '/bin/sh {}'],
    ['#!python3', 'none'],
    ['#!', 'none'],
    ['#!/x {}', 'none'],
    [`#!/${'x'.repeat(300)}`, 'none'],
  ])('the line %s of a text', (line, command) => {
    expect(of('text', line)).toBe(command);
  });
  test.each([
    ['#!/bin/sh', 'shell'],
    ['#!/bin/bash -e', 'shell'],
    ['#!/usr/bin/env bash', 'shell'],
    ['#! /usr/bin/env -S dash -x', 'shell'],
    ['#!/usr/bin/env python3', '/usr/bin/env python3 {}'],
    ['#!/bin/zsh', '/bin/zsh {}'],
  ])('the line %s of shell text', (line, command) => {
    expect(of('bash', line)).toBe(command);
    expect(of('sh', line)).toBe(command);
  });
  test('a shebang line that names nothing is told where it is run', () => {
    expect(told(parsePage(block('perl run', '#!perl', 'x')))).toEqual([
      '1:1 runbook-language the shebang line does not name the whole path of a program',
    ]);
  });
});
