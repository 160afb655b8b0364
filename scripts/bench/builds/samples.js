// Blocks of code in the languages of people who run machines; no two with other names or numbers alike.

const samples = {
  sh: ({ a, b, n }) => `#!/bin/sh
set -eu
# Every host that still has ${a} on its disk.
for host in ${a}${n} ${b}${n + 1}; do
  ssh "$host" 'df -h /var | tail -n 1' >> "/tmp/${a}-$host.txt"
done
if [ "$(wc -l < /tmp/${b})" -gt ${n} ]; then
  echo "too many: $((${n} * 2))" >&2
  exit 1
fi`,
  python: ({ a, b, n }) => `import os
from pathlib import Path


def ${a}_${n}(folder: Path, limit: int = ${n}) -> dict[str, int]:
    """Size of each ${b} below the folder."""
    found = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".${b}"):
            found[name] = (folder / name).stat().st_size % limit
    return found`,
  yaml: ({ a, b, n }) => `# One ${a} for each ${b}.
services:
  ${a}-${n}:
    image: "registry.example.org/${b}:${n}"
    replicas: ${n % 7}
    env:
      - name: LEVEL
        value: debug
      - {name: ${a.toUpperCase()}_LIMIT, value: "${n}Mi"}
    ports: [80, 443]
    restart: true`,
  typescript: ({ a, b, n }) => `interface ${a[0].toUpperCase()}${a.slice(1)}${n} {
  readonly id: number;
  readonly ${b}: string | undefined;
}

export async function load${n}(url: URL): Promise<readonly number[]> {
  const answer = await fetch(url, { headers: { accept: 'text/${a}' } });
  if (!answer.ok) throw new Error(\`status \${answer.status}\`);
  const items = (await answer.json()) as ${a[0].toUpperCase()}${a.slice(1)}${n}[];
  return items.map((one) => one.id + ${n});
}`,
  go: ({ a, b, n }) => `package ${a}

import "fmt"

// ${b[0].toUpperCase()}${b.slice(1)}${n} counts what is left.
func ${b[0].toUpperCase()}${b.slice(1)}${n}(names []string) (int, error) {
	total := ${n}
	for _, name := range names {
		if len(name) == 0 {
			return 0, fmt.Errorf("%s has no name", "${a}")
		}
		total += len(name)
	}
	return total, nil
}`,
  json: ({ a, b, n }) => `{
  "name": "${a}-${n}",
  "${b}": {
    "limits": { "memory": ${n * 64}, "files": null },
    "hosts": ["${a}1", "${b}${n}"],
    "ratio": ${(n % 100) / 100},
    "enabled": ${n % 2 === 0}
  }
}`,
  sql: ({ a, b, n }) => `-- The largest of every ${a}.
SELECT ${a}.id, count(*) AS ${b}_count, max(${b}.size) AS largest
FROM ${a}s AS ${a}
LEFT JOIN ${b}s AS ${b} ON ${b}.${a}_id = ${a}.id
WHERE ${a}.created_at > now() - interval '${n} days'
  AND ${b}.state IN ('open', 'late')
GROUP BY ${a}.id
HAVING count(*) > ${n % 50}
ORDER BY largest DESC;`,
  dockerfile: ({ a, b, n }) => `FROM debian:12-slim AS build
ARG ${a.toUpperCase()}_VERSION=${n}.1
RUN apt-get update \\
    && apt-get install -y --no-install-recommends ${b} \\
    && rm -rf /var/lib/apt/lists/*
COPY --chown=root:root ${a}/ /srv/${a}/
ENV ${b.toUpperCase()}_PORT=${8000 + (n % 1000)}
USER nobody
ENTRYPOINT ["/srv/${a}/start", "--${b}", "${n}"]`,
  toml: ({ a, b, n }) => `# How long the ${a} is kept.
[${a}]
name = "${b}-${n}"
keep = ${n}
since = 2026-03-${String(1 + (n % 28)).padStart(2, '0')}T07:00:00Z

[[${a}.targets]]
host = "${b}${n}.example.org"
ports = [22, ${8000 + (n % 1000)}]
tls = true`,
  diff: ({ a, b, n }) => `--- a/${a}.conf
+++ b/${a}.conf
@@ -${n},6 +${n},7 @@
 user = ${b}
-workers = ${n}
+workers = ${n * 2}
+timeout = ${n}s
 listen = 127.0.0.1
 log = /var/log/${a}/${b}.log`,
};

export const languages = Object.keys(samples);

/** A fenced block. `names` are two words, `n` a number that makes it another block than all others. */
export function block(language, names, n) {
  return `\`\`\`${language}\n${samples[language]({ a: names[0], b: names[1], n })}\n\`\`\``;
}
