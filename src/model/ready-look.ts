/*
 * How readiness is looked at from inside a sandbox: shell text, and what its output means. The
 * session's background steps and an engine's services both use it.
 */

/** The sockets of the network namespace, also from a process beside the session. */
export const socketTableScript = 'cat /proc/net/tcp; cat /proc/net/tcp6';

/** `TCP_LISTEN` of Linux's include/net/tcp_states.h, as proc(5) prints it. */
const listening = '0A';

/** Whether a table as of proc(5)'s `/proc/net/tcp` has a listening socket with the port. */
export function isListening(table: string, port: number): boolean {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  return table.split('\n').some((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return state === listening && local.endsWith(`:${wanted}`);
  });
}

export type HttpAnswer =
  | { readonly kind: 'status'; readonly status: number }
  /** Something answers, but not in HTTP. */
  | { readonly kind: 'other' }
  | { readonly kind: 'silence' }
  /** The sandbox has nothing to ask with. */
  | { readonly kind: 'no-tool' };

/** Of one request. */
const seconds = 5;

/** A word of shell text that stands for exactly these characters. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Shell text that sends a GET to an `http:` URL with the first of these that there is: bash, whose
 * `/dev/tcp` needs no program, curl, or wget, which may be busybox's. Redirections are not followed,
 * but by wget.
 */
export function httpScript(url: URL): string {
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
  ask() { wget -q "$@" -O /dev/null ${whole} 2>&1; }
  said=$(ask -T ${seconds})
  code=$?
  # The static busybox 1.35 of Debian 12 crashes where it is given a time limit.
  if [ "$code" -gt 128 ]; then said=$(ask); code=$?; fi
  # GNU's has had an answer then, and does not say which.
  if [ "$code" = 8 ]; then said=$(ask -T ${seconds} -S); fi
  case $code:$said in
    0:*) printf 'status 200' ;;
    *HTTP/*) said=\${said##*HTTP/}; said=\${said#* }; printf 'status %s' "\${said%%[!0-9]*}" ;;
  esac
else
  printf no-tool
fi`;
}

/** What the output of `httpScript` means; undefined is none. */
export function readHttpAnswer(output: string | undefined): HttpAnswer {
  const [word, code] = (output ?? '').trim().split(' ');
  if (word === 'no-tool') return { kind: 'no-tool' };
  if (word !== 'status') return { kind: 'silence' };
  const status = Number(code);
  return status >= 100 && status <= 999 ? { kind: 'status', status } : { kind: 'other' };
}
