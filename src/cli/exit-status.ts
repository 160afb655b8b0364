/** What `rutter` says to its caller by its exit status. Permanent: scripts rely on it. */
export const exitStatus = {
  /** All is well. */
  ok: 0,
  /** A page or a step failed. */
  failed: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** There is no sandbox to run in. */
  noSandbox: 3,
  /** A bug in Rutter. */
  bug: 4,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
