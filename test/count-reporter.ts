import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** Names what was skipped, with the reason, and closes with one line of counts. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((one) => one.result().state === state).length;
    const reasons = new Set(
      tests.filter((one) => one.result().state === 'skipped').map((one) => skipped(one)),
    );
    const broken = modules.filter(
      (module) =>
        module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
    ).length;
    const lines = [...reasons].sort().map((reason) => `skipped: ${reason}`);
    const failed = count('failed') + broken;
    lines.push(`${count('passed')} passed, ${failed} failed, ${count('skipped')} skipped`);
    process.stdout.write(`\n${lines.join('\n')}\n`);
  }
}

/** The outermost suite that is skipped as a whole, if possible one that says why; or the test itself. */
function skipped(test: TestCase): string {
  let named: TestCase | TestSuite = test;
  for (let one = test.parent; one.type === 'suite'; one = one.parent) {
    if (one.options.mode !== 'skip') continue;
    if (hasReason(one) || !hasReason(named)) named = one;
  }
  const result = test.result();
  const note = result.state === 'skipped' && result.note !== undefined ? ` (${result.note})` : '';
  return `${named.module.relativeModuleId}: ${named.fullName}${note}`;
}

function hasReason({ name }: TestCase | TestSuite): boolean {
  return name.includes('(skipped: ');
}
