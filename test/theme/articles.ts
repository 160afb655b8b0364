import { tokenClasses } from '../../src/markdown/code/token-classes.ts';

export const shell = (inner: string) => `<pre><code class="language-sh">${inner}</code></pre>`;
const line = (inner: string) => `<span class="line">${inner}</span>`;
const typed = (prompt: string, command: string) =>
  line(`<span class="prompt">${prompt} </span><span class="command">${command}</span>`);
const printed = (text: string) => line(`<span class="output">${text}</span>`);
const transcript = `<pre class="code" data-language="console" tabindex="0"><code class="language-console">${[
  typed('$', 'df -h /var/log'),
  printed('Filesystem      Size  Used Avail Use% Mounted on'),
  printed('/dev/vda1        20G   20G     0 100% /'),
  typed('$', 'find /var/log -xdev -size +100M \\'),
  typed('&gt;', '  -printf "%s %p\\n"'),
  printed('734003200 /var/log/app/debug.log'),
].join('\n')}</code></pre>`;

/** Of the runbooks: steps at the top level and in a list. */
export const body = [
  '<p>The symptom is any of these: a database that refuses writes, a log that stops in the middle of a line, <code>No space left on device</code> from something that never asked for much. Begin with the plainest question.</p>\n<h2 id="look">Look before you delete</h2>\n<p>One file system at a time. The options keep <code>find</code> on the one that is full.</p>\n',
  { step: 'see', html: transcript },
  '\n<p>Then which folder it is.</p>\n',
  {
    step: 'step-3',
    html: shell(
      '<span class="tok-function">du</span> -x --max-depth=2 /var/log <span class="tok-operator">|</span> <span class="tok-function">sort</span> -n <span class="tok-operator">|</span> <span class="tok-function">tail</span> -5 <span class="tok-comment"># the largest come last</span>',
    ),
  },
  '\n<aside class="callout callout-warning" aria-label="Warning"><p class="callout-title">Warning</p><p>Deleting a file that a process holds open frees nothing. Truncate it, or restart the process.</p></aside>\n<h2 id="free">Free some of it</h2>\n<ol>\n<li>\n<p>Write the rule that should have been there.</p>\n',
  {
    step: 'rotate',
    html: '<pre><code class="language-ini"><span class="tok-string">/var/log/app/*.log</span> <span class="tok-punctuation">{</span>\n  <span class="tok-keyword">rotate</span> <span class="tok-number">4</span>\n  <span class="tok-keyword">size</span> <span class="tok-number">50M</span>\n<span class="tok-punctuation">}</span></code></pre>',
  },
  '\n</li>\n<li>\n<p>Make the file small without taking it from its writer.</p>\n',
  {
    step: 'truncate',
    html: shell(
      '<span class="tok-function">truncate</span> --size=0 <span class="tok-string">"$LOG"</span>',
    ),
  },
  '\n</li>\n</ol>\n<h3 id="after">Afterwards</h3>\n<p>Where there is a service manager, restart what stopped.</p>\n',
  { step: 'restart', html: shell('<span class="tok-function">systemctl</span> restart app') },
  '\n',
] as const;
export const headings = [
  { depth: 2, text: 'Look before you delete', id: 'look' },
  { depth: 2, text: 'Free some of it', id: 'free' },
  { depth: 3, text: 'Afterwards', id: 'after' },
];

/** Everything that Markdown makes, as the pipeline writes it. */
export const tutorial = `<p>A tutorial with everything a page may hold.<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup> The words after it are long enough to wrap, so that the measure of the text can be judged by somebody who has read a book.</p>
<h2 id="lists">Lists, deep ones</h2>
<ul><li>a first<ul><li>a second, with <kbd>Ctrl</kbd>+<kbd>C</kbd><ol><li>a third with code
<pre><code>rsync --archive --delete --numeric-ids --one-file-system /srv/data/ backup.example.org:/srv/mirror/data/</code></pre>
</li></ol></li></ul></li><li>another</li></ul>
<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> done</li><li class="task-list-item"><input type="checkbox" disabled> to do</li></ul>
<h3 id="a-table">A table that is wide</h3>
<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table><thead><tr><th>key</th><th>type</th><th class="align-right">default</th><th>what it does for the reader of this manual</th></tr></thead><tbody><tr><td><code>verify.image</code></td><td>string</td><td class="align-right"><code>debian:12</code></td><td>what a page that names none runs in</td></tr><tr><td><code>verify.limits.memory</code></td><td>size</td><td class="align-right"><code>512MiB</code></td><td>memory and swap of one sandbox</td></tr></tbody></table></div>
<h2 id="callouts">Callouts <a class="anchor" href="#callouts" aria-label="Link to “Callouts”">#</a></h2>
${['note', 'tip', 'important', 'warning', 'caution', 'info', 'danger'].map((kind) => `<aside class="callout callout-${kind}" aria-label="${kind}"><p class="callout-title">${kind}</p><p>Something to know, and <a href="/docs/">a link</a>, and <code>code</code>.</p></aside>`).join('\n')}
<details class="callout callout-details"><summary>Details</summary><p>Behind a summary.</p></details>
<blockquote><p>A system must be rebuildable from nothing, at any time.</p></blockquote>
<h2 id="code">Code</h2>
<figure class="code-figure"><figcaption>src/tide.ts</figcaption>
<pre><code class="language-ts"><span class="line"><span class="tok-comment">// The height of tide at an hour.</span></span>
<span class="line highlighted"><span class="tok-keyword">export</span> <span class="tok-keyword">function</span> <span class="tok-function">heightAt</span><span class="tok-punctuation">(</span><span class="tok-variable">hour</span><span class="tok-operator">:</span> <span class="tok-type">number</span><span class="tok-punctuation">)</span> <span class="tok-punctuation">{</span></span>
<span class="line">  <span class="tok-keyword">return</span> <span class="tok-constant">MEAN</span> <span class="tok-operator">+</span> <span class="tok-function">cos</span><span class="tok-punctuation">(</span>hour <span class="tok-operator">*</span> <span class="tok-number">0.506</span><span class="tok-punctuation">)</span><span class="tok-punctuation">;</span> <span class="tok-regexp">/x+/</span> <span class="tok-string">"metres"</span></span>
<span class="line"><span class="tok-punctuation">}</span></span></code></pre></figure>
<pre class="code"><code>${Object.keys(tokenClasses)
  .map((name) => `<span class="line"><span class="${name}">${name}</span></span>`)
  .join('\n')}</code></pre>
<section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2><ol><li id="user-content-fn-1"><p>A note at the foot. <a href="#user-content-fnref-1" data-footnote-backref aria-label="Back to reference 1">↩</a></p></li></ol></section>
`;
