/** The limit that holds for something that a step waits for. */
export interface Limit {
  readonly of: 'step' | 'runbook';
  readonly ms: number;
}
