export type { SandboxProcess, Spawn } from '../model/sandbox.ts';
