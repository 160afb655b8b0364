import type { Look } from './look.ts';
import type { Prober } from './prober.ts';

/** Of one request. */
const seconds = 5;

/** A word of shell text that stands for exactly these characters. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Sends a GET to an `http:` URL from inside the sandbox, with the first of these that it has: bash, whose `/dev/tcp`
 * needs no program, curl, or wget, which may be busybox's. Redirections count as an answer.
 */
export async function httpLook(written: string, prober: Prober): Promise<Look> {
  const url = new URL(written);
  const answer = await prober.ask(request(url));
  const [word, status] = (answer ?? '').trim().split(' ');
  if (word === 'no-tool') {
    return {
      problem: 'cannot be asked over HTTP, because the sandbox has none of bash, curl and wget',
      hint: 'wait for its port with `ready=tcp:…` or for a line of its output with `ready="log:…"`',
    };
  }
  if (word !== 'status') return { ready: false, seen: 'does not answer' };
  const code = Number(status);
  if (code >= 100 && code < 400) return { ready: true };
  return { ready: false, seen: code >= 400 ? `answers ${code}` : 'does not answer in HTTP' };
}

function request(url: URL): string {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const viaBash = [
    // Of the request's own shell, so that a refused connection ends only that.
    'exec 3<>"/dev/tcp/$1/$2" || exit',
    `printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\nUser-Agent: rutter\\r\\nAccept: */*\\r\\nConnection: close\\r\\n\\r\\n' "$3" "$4" >&3`,
    `IFS=' ' read -r -t ${seconds} version code rest <&3`,
    'case $version in HTTP/*) printf "status %s" "$code" ;; ?*) printf "status 0" ;; esac',
  ].join('\n');
  const words = [host, url.port || '80', `${url.pathname}${url.search}`, url.host]
    .map(quote)
    .join(' ');
  const whole = quote(url.href);
  // A proxy of the environment is for the way out, which there is none of.
  return `
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
if command -v bash >/dev/null; then
  bash -c ${quote(viaBash)} bash ${words}
elif command -v curl >/dev/null; then
  printf 'status %s' "$(curl -s -o /dev/null -m ${seconds} -w '%{http_code}' -- ${whole})"
elif command -v wget >/dev/null; then
  wget -q -T ${seconds} -O /dev/null ${whole} && printf 'status 200'
else
  printf no-tool
fi`;
}
