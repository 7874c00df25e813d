import { ownWords } from '../../domain/notices/own-words.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { Instant } from '../../domain/time.ts';
import type { Store } from '../../store/store.ts';
import { settleWayTest, takeWayTest, type Way } from '../../store/way-tests.ts';
import type { SendResult } from '../channels/channel.ts';
import type { Channels } from '../channels/registry.ts';
import { resultFields, say } from '../log-lines.ts';

type Deps = {
  store: Store;
  policy: Pick<CompiledPolicy, 'organisation'>;
  channels: Pick<Channels, 'email' | 'slack'>;
  clock: () => Instant;
  publicUrl: string;
};

/**
 * Does the tests of the ways out that were asked for on the desk. They go where warnings go: to the mailboxes and chat
 * channels of DPO and deputy.
 */
export function createWayTesting(deps: Deps): () => Promise<void> {
  const { store, policy, clock } = deps;
  return async () => {
    for (let way = await takeWayTest(store, clock()); way !== null; way = await takeWayTest(store, clock())) {
      const { organisation } = policy;
      const results = await sendTest(deps, way, clock());
      for (const result of results) say('warning', { messageId: 'setup-test', channel: way, ...resultFields(result) });
      // A test has passed once everybody was reached.
      const worst = results.find(({ status }) => status !== 'sent') ?? results[0];
      const outcome = worst?.status ?? 'not-sent';
      const detail = worst !== undefined && 'detail' in worst ? worst.detail : '';
      await settleWayTest(store, way, { at: clock(), outcome, detail, readers: organisation });
    }
  };
}

async function sendTest({ policy, channels, publicUrl }: Deps, way: Way, at: Instant): Promise<SendResult[]> {
  const { dpo, deputy, legalName, language: spoken } = policy.organisation;
  const { subject, text, language } = ownWords(spoken).wayTest(legalName, `${publicUrl}/desk/setup`);
  const posts = [dpo, deputy];
  if (way === 'mail') {
    const id = `setup-test.${at.replaceAll(/\W+/g, '-')}`;
    const once = new Map(posts.map(({ email, label }) => [email, label]));
    return Promise.all(
      [...once].map(([email, name], index) =>
        channels.email(false).send({ to: { name, email }, subject, text, id: `${id}.${index + 1}`, language }),
      ),
    );
  }
  const slack = channels.slack(false);
  const rooms = slack === null ? [] : [...new Set(posts.map(({ slackChannel }) => slackChannel ?? slack.to))];
  return Promise.all(rooms.flatMap((channel) => (slack === null ? [] : [slack.channel.send({ channel, text })])));
}
