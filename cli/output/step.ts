import { TOCSIN } from '../../web/command.ts';

/** One thing that a breach waits for, and the command, or the place, where it is done. */
export type Step = { why: string; command: string };

export function step(why: string, command: string): Step {
  return { why, command: `${TOCSIN} ${command}` };
}
