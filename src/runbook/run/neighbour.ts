/** A background step, as others find it. */
export interface Neighbour {
  readonly id: string;
  readonly hasReady: boolean;
  /** `stopped`: by us. */
  readonly state: 'running' | 'stopped' | { readonly endedWith: number };
}
