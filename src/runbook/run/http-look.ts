import { httpScript, readHttpAnswer } from '../../model/ready-look.ts';
import type { Look } from './look.ts';
import type { Prober } from './prober.ts';

/** Sends a GET to an `http:` URL from inside the sandbox. Redirections count as an answer. */
export async function httpLook(url: string, prober: Prober): Promise<Look> {
  const answer = readHttpAnswer(await prober.ask(httpScript(new URL(url))));
  switch (answer.kind) {
    case 'status':
      return answer.status < 400
        ? { ready: true }
        : { ready: false, seen: `answers ${answer.status}` };
    case 'other':
      return { ready: false, seen: 'does not answer in HTTP' };
    case 'silence':
      return { ready: false, seen: 'does not answer' };
    case 'no-tool':
      return {
        problem: 'cannot be asked over HTTP, because the sandbox has none of bash, curl and wget',
        hint: 'wait for its port with `ready=tcp:…` or for a line of its output with `ready="log:…"`',
      };
  }
}
