import { z } from 'zod';
import type { NewTask } from '../breach/commands.ts';
import { RESPONDERS } from '../roles.ts';
import { HOUR_MS, type Instant, plusMs } from '../time.ts';

/** What is to be done about one kind of incident, as `policy/playbooks/<id>.yaml` says it. */

const words = (most: number) => z.string().trim().min(1).max(most);

export const PLAYBOOK_ID = /^[a-z][a-z0-9-]{0,39}$/;
const MOST_HOURS = 2_160;

export const Playbook = z.strictObject({
  id: z.string().regex(PLAYBOOK_ID, 'small letters, digits and dashes, at most 40'),
  title: words(80),
  /** When it is the one to begin. */
  when: words(300),
  tasks: z
    .array(
      z.strictObject({
        text: words(500),
        /** The role that does it, until somebody is named. */
        owner: z.enum(RESPONDERS).nullable(),
        /** Hours from the moment the playbook is begun; null: no time is set. */
        within: z.number().positive().max(MOST_HOURS).nullable(),
      }),
    )
    .min(1)
    .max(40),
});
export type Playbook = z.infer<typeof Playbook>;

/** Its tasks as they are added when it is begun at `at`, in the words that `say` has for a text. Pure. */
export function tasksOf({ tasks }: Playbook, say: (text: string) => string, at: Instant): NewTask[] {
  return tasks.map(({ text, owner, within }) => {
    return { text: say(text), owner, due: within === null ? null : plusMs(at, within * HOUR_MS) };
  });
}
