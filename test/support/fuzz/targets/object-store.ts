import { createObjectStore } from '../../../../activities/anchoring/object-store.ts';
import { headText } from '../../../../domain/audit/chain.ts';
import { type Answer, answered, answerOf, asked, inTurn, willAnswer } from '../answers.ts';
import { mutateText } from '../mutate.ts';
import { asInput, holds, type Target } from '../target.ts';

/** Answers of an object store: the journal's head counts as kept there only where it is. */

const HEAD = { seq: 42, hash: '5f'.repeat(32) };
const TEXT = headText(HEAD);
const store = createObjectStore({
  ...{ url: 'https://s3.example/bucket/tocsin', region: 'eu-test-1' },
  ...{ accessKeyId: 'AKIDTEST', secretAccessKey: 'not a real secret' },
});
type Given = { hasToken: boolean; answers: Answer[] };

export const target: Target = {
  make(random) {
    const body = random.oneIn(3)
      ? mutateText(random, TEXT, true)
      : random.pick([TEXT, asInput(`\ufeff${TEXT}`), '<Error/>']);
    const answers = Array.from({ length: random.pick([1, 2, 3, 3]) }, () => ({
      ...answerOf(random, body),
      ...(random.oneIn(2) ? { status: random.pick([200, 412, 412]) } : {}),
    }));
    return JSON.stringify({ hasToken: random.oneIn(2), answers } satisfies Given);
  },

  async check(input) {
    const { hasToken, answers }: Given = JSON.parse(input);
    willAnswer(inTurn(answers));
    const found = await answered(() => store.keep(HEAD, hasToken ? Buffer.from('a token') : null));
    if (found === null) return 'refused';
    const [put, ...rest] = answers;
    const isIn = (answer: Answer | undefined) => answer !== undefined && answer.status >= 200 && answer.status < 300;
    const wasThere = put?.status === 412;
    const [get, ...others] = wasThere ? rest : [undefined, ...rest];
    holds(isIn(put) || (wasThere && get?.status === 200 && get.body === TEXT), 'The head counts as kept, and is not.');
    const [token] = others;
    holds(!hasToken || isIn(token) || token?.status === 412, 'The token counts as kept, and is not.');
    holds(
      asked.every(({ method, headers }) => method === 'GET' || headers.get('if-none-match') === '*'),
      'What is kept there could be replaced.',
    );
    return 'accepted';
  },
};
