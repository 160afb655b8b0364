import { expect, test } from 'vitest';
import { block, brief, describeOnEngines } from './on-engines.ts';

describeOnEngines(['bubblewrap', 'docker', 'podman'], 'an idempotent step', (prove) => {
  test('that finds nothing to do the second time passes, whatever it prints', async () => {
    const report = await prove(
      [
        block(
          'sh name=configure idempotent',
          'if test -e app.conf; then echo unchanged; else echo "a = 1" >app.conf; echo written; fi',
        ),
        block('output', 'written'),
        block('sh', 'cat app.conf'),
      ].join('\n'),
    );
    expect(report.diagnostics).toEqual([]);
    expect(report.steps[0]).toMatchObject({
      status: 'passed',
      commands: [{ stdout: 'written\n' }],
    });
  });

  test('whose keys are written in another order each time fails, and names the file', async () => {
    const report = await prove(
      [
        block(
          'perl run name=configure idempotent',
          'my @lines = ("a = 1\\n", "b = 2\\n");',
          'if (open my $in, "<", "app.conf") { @lines = <$in> }',
          'open my $out, ">", "app.conf"; print $out reverse @lines;',
        ),
        block('sh', 'true'),
      ].join('\n'),
    );
    expect(brief(report)).toMatchObject({
      status: 'failed',
      steps: ['configure failed', 'step-2 not-run'],
    });
    expect(report.diagnostics[0]?.code).toBe('step-not-idempotent');
    expect(report.diagnostics[0]?.details?.join('\n')).toContain('/work/app.conf');
    expect(report.steps[0]?.changes).toEqual([expect.stringContaining('/work/app.conf')]);
  });

  test('that cannot be run twice says that it was the second time', async () => {
    const report = await prove(block('sh name=make idempotent', 'mkdir /work/once'));
    expect(report.diagnostics[0]).toMatchObject({
      code: 'step-exit',
      message: expect.stringContaining('second time'),
    });
    expect(report.steps[0]).toMatchObject({ status: 'failed', commands: [{ exitCode: 1 }] });
  });
});
