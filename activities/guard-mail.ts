import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Channels } from './channels/registry.ts';

type Deps = { channels: Pick<Channels, 'email'>; policy: Pick<CompiledPolicy, 'organisation'> };

/**
 * Mails DPO and deputy what they must know of Tocsin itself.
 *
 * @param id what the messages are known by, apart from who gets them
 * @returns whether it reached one of them, or may have
 */
export async function mailGuards(
  { channels, policy }: Deps,
  { subject, text, id }: { subject: string; text: string; id: string },
): Promise<boolean> {
  const { dpo, deputy } = policy.organisation;
  const mailboxes = new Map([dpo, deputy].map((mailbox) => [mailbox.email, mailbox.label]));
  const results = await Promise.all(
    [...mailboxes].map(([email, name], index) =>
      channels.email(false).send({ to: { name, email }, subject, text, id: `${id}.${index + 1}`, language: 'en' }),
    ),
  );
  return results.some(({ status }) => status === 'sent' || status === 'uncertain');
}
