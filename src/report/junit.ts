import type { Diagnostic } from '../model/diagnostic.ts';
import { type CommandResult, isFlaky, type Report, type StepResult } from '../model/report.ts';
import { groundName } from './ground-name.ts';
import type { RunFindings } from './json.ts';
import { attemptWords } from './remarks.ts';

/**
 * JUnit XML as Jenkins reads it (the schema of its xUnit plugin): a suite is a runbook in one image, a
 * case is a step. A step that did not pass at once has Surefire's `flakyFailure`. Pages that could not
 * be read are a suite of their own.
 */
export function junitReport(findings: RunFindings): string {
  const suites = findings.reports.map(suiteOf);
  const errors = findings.diagnostics.filter((one) => one.severity === 'error');
  if (errors.length > 0) suites.push(pagesSuite(errors));
  const total = (key: keyof Counts): number =>
    suites.reduce((sum, one) => sum + one.counts[key], 0);
  const attributes = {
    name: 'rutter verify',
    tests: total('tests'),
    failures: total('failures'),
    errors: total('errors'),
    time: secondsOf(findings.durationMs),
  };
  const inner = suites.map((suite) => suite.xml).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, `\n${inner}\n`)}\n`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

interface Suite {
  readonly xml: string;
  readonly counts: Counts;
}

interface Case {
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped';
  readonly xml: string;
}

function suiteOf(report: Report): Suite {
  const name = `${report.file} in ${groundName(report)}`;
  const cases = report.steps.map((step) => stepCase(report, name, step));
  // What kept the runbook from running belongs to no step.
  const service = report.diagnostics.some(({ code }) => code === 'service-failed');
  if (service || report.status === 'error' || report.status === 'not-run') {
    const isFailure = report.diagnostics.some((one) => one.severity === 'error');
    const kind = report.status === 'error' ? 'error' : isFailure ? 'failure' : 'skipped';
    const what = { classname: name, name: service ? 'services' : 'sandbox', time: secondsOf(0) };
    const message = report.reason ?? report.status;
    const lines = report.diagnostics.map((one) => one.message);
    cases.push(caseOf(kind, what, element(kind, { message }, text(lines.join('\n')))));
  }
  return suite(name, cases, {
    time: report.durationMs,
    timestamp: report.startedAt,
    properties: {
      ...(report.cached ? { cached: `proven at ${report.startedAt}, not run again` } : {}),
      ...(report.partial ? { partial: 'only a part of the steps was asked for' } : {}),
    },
  });
}

function pagesSuite(errors: readonly Diagnostic[]): Suite {
  const name = 'pages';
  const cases = errors.map((one) => {
    const place = placeOf(one);
    const what = { classname: name, name: `${place} ${one.code}`, time: secondsOf(0) };
    return caseOf(
      'failure',
      what,
      element('failure', { message: one.message, type: one.code }, text(detailOf(one))),
    );
  });
  return suite(name, cases, { time: 0, properties: {} });
}

function suite(
  name: string,
  cases: readonly Case[],
  about: {
    readonly time: number;
    readonly timestamp?: string;
    readonly properties: Readonly<Record<string, string>>;
  },
): Suite {
  const having = (kind: Case['kind']): number => cases.filter((one) => one.kind === kind).length;
  const counts: Counts = {
    tests: cases.length,
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
  };
  const timestamp = about.timestamp === undefined ? {} : { timestamp: about.timestamp };
  const attributes = { name, ...counts, time: secondsOf(about.time), ...timestamp };
  const inner = [...properties(about.properties), ...cases.map((one) => one.xml)].join('\n');
  return { xml: element('testsuite', attributes, `\n${inner}\n`), counts };
}

function properties(all: Readonly<Record<string, string>>): readonly string[] {
  const each = Object.entries(all).map(([name, value]) => element('property', { name, value }, ''));
  return each.length === 0 ? [] : [element('properties', {}, each.join(''))];
}

function stepCase(report: Report, classname: string, step: StepResult): Case {
  const what = { classname, name: `${step.number} ${step.id}`, time: secondsOf(step.durationMs) };
  const outputs = streams(step.commands);
  if (step.status === 'passed') return caseOf('passed', what, flaky(step) + outputs);
  if (step.status !== 'failed') {
    const message = step.reason ?? step.status;
    return caseOf('skipped', what, element('skipped', { message }, '') + outputs);
  }
  const found = diagnosticOf(report, step);
  const attributes = { message: found?.message ?? 'the step failed', type: found?.code ?? 'step' };
  const body = found === undefined ? '' : text(detailOf(found));
  return caseOf('failure', what, element('failure', attributes, body) + outputs);
}

/**
 * Surefire's word for a test that failed and then passed. What the attempts before printed is not kept.
 * https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd
 */
function flaky(step: StepResult): string {
  if (!isFlaky(step)) return '';
  return element('flakyFailure', { message: attemptWords(step), type: 'flaky' }, '');
}

/** The diagnostic of a step that failed: the one that names it, else the one in its place. */
function diagnosticOf(report: Report, step: StepResult): Diagnostic | undefined {
  const errors = report.diagnostics.filter(({ severity }) => severity === 'error');
  const failures = report.steps.filter(({ status }) => status === 'failed');
  const named = errors.find(({ message }) => message.includes(`step \`${step.id}\``));
  return named ?? errors[failures.indexOf(step)];
}

function caseOf(kind: Case['kind'], attributes: Attributes, inner: string): Case {
  return { kind, xml: element('testcase', attributes, inner) };
}

function streams(commands: readonly CommandResult[]): string {
  const joined = (pick: (command: CommandResult) => string): string =>
    commands
      .map(pick)
      .filter((one) => one !== '')
      .join('');
  const out = joined((command) => command.stdout);
  const err = joined((command) => command.stderr);
  return (
    (out === '' ? '' : element('system-out', {}, text(out))) +
    (err === '' ? '' : element('system-err', {}, text(err)))
  );
}

function detailOf(one: Diagnostic): string {
  const hint = one.hint === undefined ? [] : [`hint: ${one.hint}`];
  return [`${placeOf(one)} ${one.code}: ${one.message}`, ...(one.details ?? []), ...hint].join(
    '\n',
  );
}

function placeOf(one: Diagnostic): string {
  const at = one.span === undefined ? '' : `:${one.span.start.line}:${one.span.start.column}`;
  return `${one.file ?? ''}${at}`;
}

function secondsOf(ms: number): string {
  return (ms / 1000).toFixed(3);
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, inner: string): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) =>
        ` ${key}="${text(`${value}`)
          .replace(/"/g, '&quot;')
          .replace(/[\n\t]/g, ' ')}"`,
    )
    .join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** XML 1.0 has no way to write most control characters, lone surrogates and U+FFFE, U+FFFF. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function text(value: string): string {
  return value
    .replace(illegal, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\r/g, '&#13;');
}
