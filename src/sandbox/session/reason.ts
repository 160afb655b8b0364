export const filesGone = 'the session’s own files in the sandbox were removed';
export const folderFull = 'the session’s own folder in the sandbox is full';
/** What a shell says of a process that SIGKILL has ended. */
const killedStatus = 137;
/** What the driver ends with where it cannot go on. */
const stuckStatus = 254;

/**
 * Why a session has come to its end, in words for a person, where it can be told: by what the shell
 * has said, or by its exit status.
 */
export function reasonOf(words: string, status?: number): string | undefined {
  if (/\bfork\b|start (?:a|any) process|resource temporarily unavailable/i.test(words)) {
    return 'no more processes can be started in the sandbox';
  }
  if (/no space left|disk quota/i.test(words)) {
    return folderFull;
  }
  if (/cannot allocate|out of memory|out of space/i.test(words)) {
    return 'the sandbox has no memory left';
  }
  if (/too many open files/i.test(words)) return 'the shell can open no more files';
  if (/\/(?:in|key|control|loop|block)\b.*(?:no such|nonexistent|not found)/i.test(words)) {
    return filesGone;
  }
  if (status === killedStatus) {
    return 'the shell was killed with SIGKILL, as by the kernel where memory runs out';
  }
  if (status === stuckStatus) return 'the shell can start no process or open no file any more';
  return undefined;
}
