import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/model/report.ts';
import type { Proof } from '../../src/model/site.ts';
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
}

function draw(proof: Proof, { anchors = [], steps = ['look', 'step-2'] }: Drawing = {}) {
  const body = steps.flatMap((step) => [{ step, html: block }, '\n']);
  const page = pageOf({ id: 'runbooks/x', kind: 'runbook', title: 'X', body, anchors });
  const text = theme.render(
    viewOf(page, collectionOf('runbook', 'Runbooks', [page]), { proof }),
    siteOf(),
  );
  const { elements } = parseMarkup(text);
  const texts = (name: string) => withClass(elements, name).map(flat);
  return { text, elements, texts, banner: texts('proof')[0] };
}

const passed = evidenceOf({ steps: [stepResult(one), stepResult(two)] });
const verified = (evidence: Evidence) =>
  proofOf({ steps: [one, two], images: [{ badge: 'verified', evidence }] });

describe('the banner says what was found', () => {
  test('verified, where, by what, when and how long it took', () => {
    expect(draw(verified(passed)).banner).toBe(
      'verified in debian:12 by docker 20.10 on 2026-11-20, 3.2 s.',
    );
  });

  test('since when', () => {
    const since = evidenceOf({
      steps: passed.steps,
      more: { provenSince: '2026-10-01T00:00:00Z' },
    });
    expect(draw(verified(since)).banner).toBe(
      'verified in debian:12 by docker 20.10 on 2026-11-20, 3.2 s. It has passed unchanged since 2026-10-01.',
    );
  });

  test('another product behind the same interface', () => {
    const podman = evidenceOf({ steps: passed.steps, engineVersion: 'podman 4.3.1' });
    expect(draw(verified(podman)).banner).toContain('in debian:12 by podman 4.3 on');
  });

  test('a sandbox without an image', () => {
    const bubblewrap = evidenceOf({ steps: passed.steps, engine: 'bubblewrap' });
    expect(draw(verified(bubblewrap)).banner).toBe(
      'verified in a namespace sandbox on Debian 12 on 2026-11-20, 3.2 s.',
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
      'failing in debian:12 by docker 20.10 on 2026-11-20, 3.2 s. ' +
        'Step 1, look exited with 127, expected 0, after 0.04 s. The step after it was not run.',
    );
    expect(drawn.texts('step-states')).toEqual([
      'failed exited with 127, expected 0',
      'not run step look failed',
    ]);
    expect(drawn.text).toContain('step <code>look</code> failed');
  });

  test('which steps have changed', () => {
    const changed = { ...two, digest: 'sha256:new' };
    const drawn = draw(
      proofOf({
        steps: [one, changed],
        changedSteps: ['step-2'],
        images: [{ badge: 'stale', evidence: passed }],
      }),
    );
    expect(drawn.banner).toContain(
      'stale since it was changed; it last ran in debian:12 by docker 20.10 on 2026-11-20 and passed then.',
    );
    expect(drawn.banner).toContain('Step 2 has changed.');
    expect(drawn.texts('state')).toEqual(['passed', 'stale']);
  });

  test('of a stale page, also that it failed when it last ran', () => {
    const failed = evidenceOf({ steps: passed.steps, more: { status: 'failed' } });
    const drawn = draw(
      proofOf({ steps: [one, two], images: [{ badge: 'stale', evidence: failed }] }),
    );
    expect(drawn.banner).toContain('on 2026-11-20 and failed then.');
  });

  test('what follows a changed step is told apart from it', () => {
    const steps = [
      { ...one, digest: 'sha256:new1' },
      { ...two, digest: 'sha256:new2' },
    ];
    const drawn = draw(
      proofOf({
        steps,
        changedSteps: ['look', 'step-2'],
        images: [{ badge: 'stale', evidence: passed }],
      }),
    );
    expect(drawn.banner).toContain(
      'Step 1, look has changed; the step after it was not run since.',
    );
    expect(drawn.texts('step-states')).toEqual([
      'stale changed since it was run',
      'stale not run since a step before it changed',
    ]);
  });

  test('that it never ran', () => {
    const drawn = draw(proofOf({ steps: [one, two], images: [{ badge: 'unverified' }] }));
    expect(drawn.banner).toBe('unverified never run.');
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
      'unverified in 1 of 2 images verified in debian:12 by docker 20.10 on 2026-11-20, 3.2 s. ' +
        'unverified in alpine:3.22: never run.',
    );
    expect(drawn.texts('step-states')[0]).toBe('debian:12 passed 0.04 s alpine:3.22 unverified');
  });
});

describe('the frame of a step', () => {
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
    expect(drawn.banner).toBe('unverified every step is skipped.');
    const never = stepOf(1, { name: 'look', skip: 'needs a disk' });
    const without = proofOf({ steps: [never], images: [{ badge: 'unverified' }] });
    expect(draw(without, { steps: ['look'] }).banner).toBe('unverified every step is skipped.');
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
    expect(texts('diff')).toEqual(['@@ -1 +1 @@ --- a +<b>']);
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
    const evidence = evidenceOf({ steps: [failed], more: { status: 'failed' } });
    const drawn = draw(
      proofOf({ steps: [secret, two], images: [{ badge: 'failing', evidence }] }),
      {
        steps: ['step-2'],
      },
    );
    expect(drawn.banner).toContain('A hidden step exited with 1, expected 0');
    expect(drawn.text).not.toMatch(/sabotage|rm everything|ouch/);
    expect(drawn.texts('step-number')).toEqual(['Step 1']);
  });
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
    'Failed, then edited stale last run 2026-11-20, failed debian:12 docker 20.10 1 3.2 s',
    'In another image stale — alpine:3.22 1 —',
    'Stale stale 2026-11-20 debian:12 docker 20.10 1 3.2 s',
    'New unverified never — 1 —',
    'Old verified 2026-01-01 debian:12 docker 20.10 1 3.2 s',
    'A verified 2026-11-20 debian:12 docker 20.10 1 3.2 s',
    'B verified 2026-11-20 debian:12 docker 20.10 1 3.2 s',
  ]);
});

test.each([
  [0, '0.00 s'],
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
