import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/model/report.ts';
import type { Proof } from '../../src/model/site.ts';
import { spanAt } from '../../src/model/source.ts';
import { theme } from '../../themes/default/index.ts';
import { duration } from '../../themes/default/parts/time.ts';
import {
  collectionOf,
  commandResult,
  evidenceOf,
  pageOf,
  proofOf,
  siteOf,
  stepOf,
  stepResult,
  viewOf,
} from './fixture.ts';
import { attributeOf, flat, parseMarkup, textOf, withClass } from './markup.ts';

const block = '<pre><code>true</code></pre>';
const one = stepOf(1, { name: 'look', role: 'check' });
const two = stepOf(2);

interface Drawing {
  readonly anchors?: readonly string[];
  readonly steps?: readonly string[];
  /** What stands behind each step. */
  readonly after?: string;
}

function draw(
  proof: Proof,
  { anchors = [], steps = ['look', 'step-2'], after = '\n' }: Drawing = {},
) {
  const body = steps.flatMap((step) => [{ step, html: block }, after]);
  const page = pageOf({ id: 'runbooks/x', kind: 'runbook', title: 'X', body, anchors });
  const text = theme.render(
    viewOf(page, collectionOf('runbook', 'Runbooks', [page]), { proof }),
    siteOf(),
  );
  const { elements } = parseMarkup(text);
  const texts = (name: string) => withClass(elements, name).map(flat);
  const hrefs = elements
    .filter(({ tagName }) => tagName === 'a')
    .map((a) => attributeOf(a, 'href'));
  return { text, elements, texts, hrefs, banner: texts('proof-said')[0] };
}

const passed = evidenceOf({ steps: [stepResult(one), stepResult(two)] });
const verified = (evidence: Evidence) =>
  proofOf({ steps: [one, two], images: [{ badge: 'verified', evidence }] });

describe('the banner says what was found', () => {
  test('verified, where, by what, when and how long it took', () => {
    expect(draw(verified(passed)).banner).toBe('verified Proven on 2026-11-20 in debian:12.');
  });

  test('and each image leads to what is known of it', () => {
    const drawn = draw(verified(passed));
    expect(drawn.hrefs).toContain('#proof%3Asandbox');
    expect(drawn.texts('proof-image')).toEqual([
      'debian:12 verified docker 20.10 3.2 s ' +
        'When 2026-11-20 03:12 UTC Took 3.2 s Steps 2 passed Engine docker 20.10.24 ' +
        'System Debian GNU/Linux 12 (bookworm), x86_64 Digest of the image sha256:0',
    ]);
    // Digits and letters keep their order in a page that runs to the left.
    expect(drawn.texts('took')).toEqual(['3.2 s', '3.2 s']);
    expect(new Set(withClass(drawn.elements, 'took').map(({ tagName }) => tagName))).toEqual(
      new Set(['bdi']),
    );
    // A browser opens a closed <details> for a target that stands within it.
    const [image] = withClass(drawn.elements, 'proof-image');
    const [details] = withClass(drawn.elements, 'proof-details');
    expect(image?.tagName).toBe('details');
    expect(details && attributeOf(details, 'id')).toBe('proof:sandbox');
    expect(details?.parentNode).toBe(image);
  });

  test('since when', () => {
    const since = evidenceOf({
      steps: passed.steps,
      more: { provenSince: '2026-10-01T00:00:00Z' },
    });
    expect(draw(verified(since)).banner).toBe(
      'verified Proven on 2026-11-20 in debian:12. It has passed unchanged since 2026-10-01.',
    );
  });

  test('another product behind the same interface', () => {
    const podman = evidenceOf({ steps: passed.steps, engineVersion: 'podman 4.3.1' });
    expect(draw(verified(podman)).texts('proof-image')[0]).toMatch(
      /^debian:12 verified podman 4\.3 .* Engine podman 4\.3\.1 /,
    );
  });

  test('a sandbox without an image', () => {
    const bubblewrap = evidenceOf({ steps: passed.steps, engine: 'bubblewrap' });
    expect(draw(verified(bubblewrap)).banner).toBe(
      'verified Proven on 2026-11-20 in a namespace sandbox on Debian 12.',
    );
  });

  test('what fails, and what was not run for it', () => {
    const failed = stepResult(one, {
      status: 'failed',
      commands: [commandResult({ exitCode: 127, passed: false })],
    });
    const rest = stepResult(two, { status: 'not-run', reason: 'step `look` failed', commands: [] });
    const evidence = evidenceOf({ steps: [failed, rest], more: { status: 'failed' } });
    const drawn = draw(proofOf({ steps: [one, two], images: [{ badge: 'failing', evidence }] }));
    expect(drawn.banner).toBe(
      'failing Fails in debian:12, last run on 2026-11-20. ' +
        'Step 1, look exited with 127, expected 0, after 0.04 s. The step after it was not run.',
    );
    expect(drawn.texts('step-states')).toEqual([
      'failed exited with 127, expected 0',
      'not run after step 1, look failed',
    ]);
    expect(drawn.text).toContain('after <a href="#look">step 1, <code>look</code></a> failed');
    expect(drawn.texts('proof-details')[0]).toContain(
      'Steps 1 failed, 1 not run Engine docker 20.10.24',
    );
  });

  test('what a failing step said last, of a long speech the end, beside what is known of the run', () => {
    const stderr = `${Array.from({ length: 30 }, (_, at) => `line ${at}`).join('\n')}\n`;
    const failed = stepResult(one, {
      status: 'failed',
      commands: [commandResult({ exitCode: 1, passed: false, stdout: 'x', stderr })],
    });
    const evidence = evidenceOf({ steps: [failed], more: { status: 'failed' } });
    const drawn = draw(proofOf({ steps: [one], images: [{ badge: 'failing', evidence }] }));
    const [details = ''] = drawn.texts('proof-details');
    expect(details).toContain(
      'Step 1, look exited with 1, expected 0, after 0.04 s. … line 20 line 21',
    );
    expect(details).not.toContain('line 19');
  });

  test('the last runs in each image, with their words', () => {
    const history = [
      { startedAt: '2026-11-19T03:00:00Z', status: 'failed', durationMs: 900 },
      { startedAt: '2026-11-20T03:12:09Z', status: 'passed', durationMs: 3210 },
    ] as const;
    const drawn = draw(verified(evidenceOf({ steps: passed.steps, more: { history } })));
    expect(drawn.texts('proof-details')[0]).toContain('Last runs 2 runs: 1 passed, 1 failed');
  });

  test('of what fails, when it last passed', () => {
    const at = (day: number, status: 'passed' | 'failed') => ({
      startedAt: `2026-11-${day}T03:00:00Z`,
      status,
      durationMs: 1,
    });
    const history = [at(16, 'passed'), at(17, 'passed'), at(19, 'failed'), at(20, 'failed')];
    const evidence = evidenceOf({ steps: [], more: { status: 'failed', history } });
    const image = { badge: 'failing' as const, evidence };
    const drawn = draw(proofOf({ steps: [one], images: [image] }));
    expect(drawn.banner).toBe(
      'failing Fails in debian:12, last run on 2026-11-20. It last passed on 2026-11-17.',
    );
    // Of several images each says it for itself.
    const both = draw(proofOf({ steps: [one], images: [image, { ...image, image: 'debian:13' }] }));
    expect(both.banner).not.toContain('last passed');
    expect(both.texts('proof-details')[1]).toContain('It last passed on 2026-11-17.');
  });

  test('that a sandbox failed, and not a step', () => {
    const evidence = evidenceOf({
      steps: [],
      more: { status: 'failed', reason: 'service `db` was not ready' },
    });
    const drawn = draw(proofOf({ steps: [one], images: [{ badge: 'failing', evidence }] }));
    expect(drawn.banner).toBe(
      'failing Fails in debian:12, last run on 2026-11-20. service db was not ready.',
    );
  });

  test('which steps have changed', () => {
    const changed = stepOf(2, { script: 'df -i', digest: 'sha256:new' });
    const drawn = draw(
      proofOf({
        steps: [one, changed],
        changedSteps: ['step-2'],
        images: [{ badge: 'stale', evidence: passed }],
      }),
    );
    expect(drawn.banner).toContain(
      'stale Changed since it passed on 2026-11-20 in debian:12. Changed since: Step 2.',
    );
    expect(drawn.texts('state')).toEqual(['passed', 'stale']);
    expect(drawn.texts('captured')).toEqual([
      'Printed nothing, before it was changed, on 2026-11-20 What was run then df -h exit status 0 after 0.03 s',
    ]);
  });

  test('that what was expected of a step has changed, and not its commands', () => {
    const drawn = draw(
      proofOf({
        steps: [one, { ...two, digest: 'sha256:new' }],
        changedSteps: ['step-2'],
        images: [{ badge: 'stale', evidence: passed }],
      }),
    );
    expect(drawn.banner).toContain(
      'The commands of step 2 are the same; what is expected of it, or what comes before it, has changed.',
    );
    expect(drawn.text).not.toContain('What was run then');
  });

  test('of a stale page, also that it failed when it last ran', () => {
    const failed = evidenceOf({ steps: passed.steps, more: { status: 'failed' } });
    const drawn = draw(
      proofOf({ steps: [one, two], images: [{ badge: 'stale', evidence: failed }] }),
    );
    expect(drawn.banner).toContain('stale Changed since it failed on 2026-11-20 in debian:12.');
  });

  test('what follows a changed step is told apart from it', () => {
    const steps = [
      stepOf(1, { name: 'look', script: 'df -i', digest: 'sha256:new1' }),
      { ...two, digest: 'sha256:new2' },
    ];
    const drawn = draw(
      proofOf({
        steps,
        changedSteps: ['look', 'step-2'],
        images: [{ badge: 'stale', evidence: passed }],
      }),
    );
    expect(drawn.banner).toContain('Changed since: Step 1, look. 1 more step was not run since.');
    expect(drawn.texts('step-states')).toEqual([
      'stale changed since it was run',
      'stale not run since a step before it changed',
    ]);
    expect(drawn.text).toContain('<a href="#look">not run since a step before it changed</a>');
  });

  test('that it never ran', () => {
    const drawn = draw(proofOf({ steps: [one, two], images: [{ badge: 'unverified' }] }));
    expect(drawn.banner).toBe('unverified Never run.');
    expect(drawn.texts('state')).toEqual(['unverified', 'unverified']);
  });

  test('each image for itself', () => {
    const drawn = draw(
      proofOf({
        steps: [one, two],
        badge: 'unverified',
        images: [
          { image: 'debian:12', badge: 'verified', evidence: passed },
          { image: 'alpine:3.22', badge: 'unverified' },
        ],
      }),
    );
    expect(drawn.banner).toBe(
      'unverified Proven on 2026-11-20 in debian:12. Never run in alpine:3.22.',
    );
    expect(drawn.texts('step-states')[0]).toBe('unverified in 1 of 2 images');
    expect(drawn.texts('step-images')[0]).toBe('passed debian:12 0.04 s unverified alpine:3.22');
    expect(drawn.hrefs).toEqual(
      expect.arrayContaining(['#proof%3Adebian%3A12', '#proof%3Aalpine%3A3.22']),
    );
  });

  test('of images that agree in one sentence, as of the first run of a day', () => {
    const image = (image: string, startedAt: string) => ({
      image,
      badge: 'verified' as const,
      evidence: evidenceOf({ image, steps: passed.steps, more: { startedAt } }),
    });
    const images = [
      image('debian:12', '2026-11-20T03:12:09Z'),
      image('debian:13', '2026-11-18T03:12:09Z'),
      image('alpine:3.22', '2026-11-20T03:11:00Z'),
      image('fedora:43', '2026-11-20T03:14:00Z'),
    ];
    const drawn = draw(proofOf({ steps: [one, two], images }));
    expect(drawn.banner).toBe(
      'verified Proven on 2026-11-20 in debian:12, alpine:3.22 and fedora:43. ' +
        'Proven on 2026-11-18 in debian:13.',
    );
    const [first] = withClass(drawn.elements, 'ago');
    expect(first && attributeOf(first, 'datetime')).toBe('2026-11-20T03:11:00Z');
    expect(drawn.texts('step-states')[0]).toBe('passed in 4 images');
  });

  test('and where each step is, with its state', () => {
    const failed = stepResult(one, { status: 'failed' });
    const evidence = evidenceOf({ steps: [failed], more: { status: 'failed' } });
    const drawn = draw(proofOf({ steps: [one, two], images: [{ badge: 'failing', evidence }] }));
    const cells = drawn.elements.filter(
      (node) => node.tagName === 'a' && attributeOf(node, 'aria-label')?.startsWith('Step'),
    );
    expect(cells.map((a) => [attributeOf(a, 'href'), attributeOf(a, 'aria-label')])).toEqual([
      ['#look', 'Step 1: look, failed'],
      ['#step-2', 'Step 2, stale'],
    ]);
  });
});

describe('the frame of a step', () => {
  test('holds the output that its author expects, told apart from what it printed', () => {
    const block = (text: string) =>
      `<pre class="code" data-language="output" tabindex="0"><code>${text}</code></pre>`;
    const span = spanAt('', 0);
    const expectation = { format: 'lines', of: 'stdout', lines: [], span } as const;
    const step = stepOf(1, { commands: [{ script: 'df', span, exit: 0, expect: expectation }] });
    const result = stepResult(step, { commands: [commandResult({ stdout: 'printed\n' })] });
    const evidence = evidenceOf({ steps: [result] });
    const proof = proofOf({ steps: [step], images: [{ badge: 'verified', evidence }] });
    const after = `\n${block('first')}\n${block('second')}\n<p>after</p>`;
    const drawn = draw(proof, { steps: ['step-1'], after });
    expect(drawn.texts('expected')).toEqual(['Expected first']);
    expect(drawn.texts('step')[0]).toMatch(/ true Expected first What it printed on .* printed /);
    expect(drawn.texts('prose')[0]).toMatch(/second after$/);
    const titled = `<figure class="code-figure"><figcaption>Like this</figcaption>${block('first')}</figure>`;
    expect(draw(proof, { steps: ['step-1'], after: titled }).texts('expected')).toEqual([
      'Expected Like thisfirst',
    ]);
    // Not what follows a step of which nothing is expected.
    const silent = proofOf({ steps: [stepOf(1)], images: [{ badge: 'unverified' }] });
    expect(draw(silent, { steps: ['step-1'], after }).texts('expected')).toEqual([]);
  });

  test('has its number, name, role and an anchor', () => {
    const drawn = draw(verified(passed));
    const [first, second] = withClass(drawn.elements, 'step');
    expect(first && attributeOf(first, 'id')).toBe('look');
    expect(first && attributeOf(first, 'aria-label')).toBe('Step 1: look');
    expect(second && attributeOf(second, 'id')).toBe('step-2');
    expect(drawn.texts('step-head')).toEqual([
      'Step 1 look check passed 0.04 s',
      'Step 2 passed 0.04 s',
    ]);
  });

  test('gives way to a heading of the same id', () => {
    const { elements } = draw(verified(passed), { anchors: ['look', 'step-2'] });
    expect(withClass(elements, 'step').map((step) => attributeOf(step, 'id'))).toEqual([
      'step:1',
      'step:2',
    ]);
  });

  test('says what is to be known before it is run', () => {
    const background = { ready: { kind: 'http', url: 'http://localhost:8080/' } } as const;
    const steps = [
      stepOf(1, { name: 'serve', background }),
      stepOf(2, { name: 'apply', idempotent: true, stops: 'serve' }),
    ];
    const { texts } = draw(proofOf({ steps, images: [{ badge: 'unverified' }] }), {
      steps: ['serve', 'apply'],
    });
    expect(texts('step-trait')).toEqual([
      'keeps running: ready when http://localhost:8080/ answers',
      'safe to run twice: verify runs it a second time, which must change no file',
      'stops serve',
    ]);
  });

  test('says that it is flaky, and so does the banner', () => {
    const late = stepResult(one, { attempts: 3 });
    const drawn = draw(verified(evidenceOf({ steps: [late, stepResult(two)] })));
    expect(drawn.texts('step-states')[0]).toBe('passed, flaky at attempt 3, 0.04 s');
    expect(drawn.banner).toContain('Step 1, look is flaky: it passed at attempt 3.');
  });

  test('shows what the second run of an idempotent step has changed', () => {
    const changes = ['changed /work/app.conf: content', 'added /work/<b>'];
    const failed = stepResult(one, { status: 'failed', changes });
    const evidence = evidenceOf({ steps: [failed], more: { status: 'failed' } });
    const drawn = draw(proofOf({ steps: [one, two], images: [{ badge: 'failing', evidence }] }));
    expect(drawn.texts('step-states')[0]).toBe('failed changed files when it was run again');
    expect(drawn.texts('captured-text')[0]).toBe(changes.join(' '));
    expect(drawn.text).not.toContain('<b>');
  });

  test('of a page that skips every step, nothing is proven', () => {
    const skipped = stepResult(one, { status: 'skipped', reason: 'needs a disk', commands: [] });
    const evidence = evidenceOf({ steps: [skipped] });
    const drawn = draw(proofOf({ steps: [one], images: [{ badge: 'unverified', evidence }] }), {
      steps: ['look'],
    });
    expect(drawn.banner).toBe('unverified Every step is skipped.');
    const never = stepOf(1, { name: 'look', skip: 'needs a disk' });
    const without = proofOf({ steps: [never], images: [{ badge: 'unverified' }] });
    expect(draw(without, { steps: ['look'] }).banner).toBe('unverified Every step is skipped.');
    expect(drawn.texts('step-states')).toEqual(['skipped needs a disk']);
  });

  test('says why it was skipped', () => {
    const skipped = stepResult(two, { status: 'skipped', reason: 'no systemd', commands: [] });
    const drawn = draw(verified(evidenceOf({ steps: [stepResult(one), skipped] })));
    expect(drawn.texts('step-states')[1]).toBe('skipped no systemd');
  });

  test('shows what was printed, whatever it is, as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (stdout) => {
        const result = stepResult(one, { commands: [commandResult({ stdout: `<b>${stdout}` })] });
        const { elements } = draw(verified(evidenceOf({ steps: [result, stepResult(two)] })));
        const [samp] = elements.filter(({ tagName }) => tagName === 'samp');
        const tame = `<b>${stdout}`.replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd');
        expect(samp && textOf(samp)).toBe(tame);
      }),
      { numRuns: 60 },
    );
  });

  test('opens its output and shows the difference where it failed', () => {
    const diff = '--- expected\n+++ actual\n@@ -1 +1 @@\n--- a\n+<b>\n';
    const failed = stepResult(one, {
      status: 'failed',
      commands: [commandResult({ passed: false, stdout: '<b>\n', diff })],
    });
    const evidence = evidenceOf({ steps: [failed], more: { status: 'failed' } });
    const { elements, texts } = draw(
      proofOf({ steps: [one, two], images: [{ badge: 'failing', evidence }] }),
    );
    const shown = '--- a +<b>';
    // Beside what is known of the run, and at the step.
    expect(texts('diff')).toEqual([shown, shown]);
    const [captured] = withClass(elements, 'captured');
    expect(captured && attributeOf(captured, 'open')).toBe('');
    expect(texts('step-states')[0]).toBe('failed printed something else than expected');
  });

  test('of a hidden step there is nothing, its name and commands included, even when it fails', () => {
    const secret = stepOf(1, { name: 'sabotage', script: 'rm everything', hidden: true });
    const failed = stepResult(secret, {
      status: 'failed',
      commands: [
        commandResult({ script: 'rm everything', exitCode: 1, passed: false, stderr: 'ouch' }),
      ],
    });
    const rest = stepResult(two, {
      status: 'not-run',
      reason: 'step `sabotage` failed',
      commands: [],
    });
    const evidence = evidenceOf({ steps: [failed, rest], more: { status: 'failed' } });
    const drawn = draw(
      proofOf({ steps: [secret, two], images: [{ badge: 'failing', evidence }] }),
      {
        steps: ['step-2'],
      },
    );
    expect(drawn.banner).toContain('A hidden step exited with 1, expected 0');
    expect(drawn.texts('step-states')).toEqual(['not run after a hidden step failed']);
    expect(drawn.text).not.toMatch(/sabotage|rm everything|ouch/);
    expect(drawn.texts('step-number')).toEqual(['Step 1']);
  });
});

test.each(['runbook', 'doc', 'post', 'page'] as const)(
  'a %s says how one tells that it is meant, and who answers for it, below its state',
  (kind) => {
    const page = pageOf({
      id: 'x/y',
      kind,
      title: 'X',
      symptoms: ['`df` says <b>100 %</b>', 'Logins hang'],
      owner: 'Storage, `#storage`',
      body: ['<p>First.</p>'],
    });
    const text = theme.render(
      viewOf(page, collectionOf(kind, 'Pages', [page]), { proof: verified(passed) }),
      siteOf(),
    );
    const { elements } = parseMarkup(text);
    const facts = withClass(elements, 'runbook-facts');
    expect(facts.map(flat)).toEqual([
      'Symptoms df says <b>100 %</b> Logins hang Owner Storage, #storage',
    ]);
    expect(text).toContain('<code>df</code> says &lt;b&gt;100 %');
    const order = ['class="proof ', 'class="runbook-facts"', 'First.'].map((one) =>
      text.indexOf(one),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  },
);

test('a page that says neither has no place for them', () => {
  expect(draw(verified(passed)).texts('runbook-facts')).toEqual([]);
});

test('why a step is skipped is told whatever the evidence says', () => {
  const never = stepOf(1, { name: 'never', skip: 'it would `reboot` the machine' });
  const old = stepResult(stepOf(1), { digest: 'sha256:old' });
  const evidence = evidenceOf({ steps: [old, stepResult(two)] });
  for (const image of [{ badge: 'unverified' as const }, { badge: 'stale' as const, evidence }]) {
    const { texts } = draw(proofOf({ steps: [never, two], images: [image] }), {
      steps: ['never', 'step-2'],
    });
    expect(texts('step-states')[0]).toBe('skipped it would reboot the machine');
  }
});

test('the index counts, and begins with what needs somebody', () => {
  const images = (badge: 'verified' | 'stale', startedAt: string) => [
    { badge, evidence: evidenceOf({ steps: [], more: { startedAt } }) },
  ];
  const rows = [
    ['B', images('verified', '2026-11-20T00:00:00Z')],
    ['A', images('verified', '2026-11-20T00:00:00Z')],
    ['Old', images('verified', '2026-01-01T00:00:00Z')],
    ['Stale', images('stale', '2026-11-20T00:00:00Z')],
    [
      'Failed, then edited',
      [{ badge: 'stale', evidence: evidenceOf({ steps: [], more: { status: 'failed' } }) }],
    ],
    ['In another image', [{ badge: 'stale', image: 'alpine:3.22' }]],
    ['New', [{ badge: 'unverified' }]],
  ] as const;
  const pages = rows.map(([title]) => pageOf({ id: `runbooks/${title}`, kind: 'runbook', title }));
  const proofs = new Map(
    rows.map(([title, images]) => [`runbooks/${title}`, proofOf({ steps: [one], images })]),
  );
  const collection = collectionOf('runbook', 'Runbooks', pages);
  const text = theme.render(
    {
      kind: 'runbooks',
      url: '/r/',
      outputPath: 'r/index.html',
      title: 'R',
      description: '',
      collection,
    },
    siteOf({ proofs }),
  );
  const { elements } = parseMarkup(text);
  expect(withClass(elements, 'count').map(flat)).toEqual([
    '7 runbooks: 3 verified, 1 unverified, 3 stale',
  ]);
  expect(
    elements
      .filter(({ tagName }) => tagName === 'tr')
      .slice(1)
      .map(flat),
  ).toEqual([
    'Failed, then edited stale last run on 2026-11-20, failed debian:12 docker 20.10 1 3.2 s',
    'In another image stale — alpine:3.22 1 —',
    'Stale stale 2026-11-20 debian:12 docker 20.10 1 3.2 s',
    'New unverified never — 1 —',
    'Old verified 2026-01-01 debian:12 docker 20.10 1 3.2 s',
    'A verified 2026-11-20 debian:12 docker 20.10 1 3.2 s',
    'B verified 2026-11-20 debian:12 docker 20.10 1 3.2 s',
  ]);
  // Each becomes "3 hours ago" where scripts run: no row mixes two ways to say when.
  const times = elements.filter(({ tagName }) => tagName === 'time');
  expect(new Set(times.map((one) => attributeOf(one, 'class')))).toEqual(new Set(['ago']));
});

test.each([
  [0, '<0.01 s'],
  [5, '0.01 s'],
  [43, '0.04 s'],
  [998, '1.0 s'],
  [3210, '3.2 s'],
  [42_000, '42 s'],
  [200_400, '3 min 20 s'],
])('%i ms is %s', (milliseconds, words) => expect(duration(milliseconds)).toBe(words));

test('the index begins with the words of its folder', () => {
  const page = (id: string) => pageOf({ id, kind: 'runbook', title: 'X', body: [`<p>${id}</p>`] });
  const text = theme.render(
    {
      kind: 'runbooks',
      url: '/runbooks/',
      outputPath: 'runbooks/index.html',
      title: 'Runbooks',
      description: '',
      collection: collectionOf('runbook', 'Runbooks', []),
      intro: page('the introduction'),
    },
    siteOf(),
  );
  expect(text).toContain('<p>the introduction</p>');
});
