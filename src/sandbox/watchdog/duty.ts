/** How a process reaches an engine; JSON-safe, without secrets. */
export interface Endpoint {
  readonly socketPath?: string;
  readonly host?: string;
  readonly port?: number;
  readonly tls?: boolean;
  /** The folder of `ca.pem`, `cert.pem` and `key.pem`. */
  readonly certificates?: string;
}

/** Something that must not outlive us. */
export type Duty =
  | {
      readonly kind: 'container';
      readonly endpoint: Endpoint;
      /** Of the DELETE request. */
      readonly path: string;
    }
  /** A control group of ours; processes in it are killed. */
  | { readonly kind: 'cgroup'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string };
