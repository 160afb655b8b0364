/** Why a session has come to its end, in words for a person, where what was said tells it. */
export function reasonOf(words: string): string | undefined {
  if (/\bfork\b|start (?:a|any) process|resource temporarily unavailable/i.test(words)) {
    return 'no more processes can be started in the sandbox';
  }
  if (/no space left|disk quota/i.test(words)) {
    return 'the session’s own folder in the sandbox is full';
  }
  if (/cannot allocate|out of memory|out of space/i.test(words)) {
    return 'the sandbox has no memory left';
  }
  if (/too many open files/i.test(words)) return 'the shell can open no more files';
  return undefined;
}
