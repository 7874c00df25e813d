import { awsKms } from '../../../../config/aws-kms.ts';
import { vaultTransit } from '../../../../config/vault.ts';
import { keyringFrom } from '../../../../store/crypto/wrapped.ts';
import { type Answer, answered, answerOf, inTurn, willAnswer } from '../answers.ts';
import { mutateValue, writeJson } from '../mutate.ts';
import { asBytes, asInput, holds, type Target } from '../target.ts';

/** Answers of Vault and of AWS KMS: no key is taken but the one that such an answer carries. */

const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 7)).toString('base64');
const OTHER = Buffer.from(Array.from({ length: 32 }, (_, i) => i * 5 + 1)).toString('base64');
const WRAPPED = 'vault:v1:c2VhbGVk';
const KEYS = ['key-of-the-vault', 'AKIDTEST', 'not a real secret'];
const [token = '', accessKeyId = '', secretAccessKey = ''] = KEYS;
const SERVICES = {
  vault: vaultTransit({ url: 'https://vault.example', token, mount: 'transit', key: 'tocsin' }),
  kms: awsKms({ url: 'https://kms.example', region: 'eu-test-1', accessKeyId, secretAccessKey, key: 'arn:x' }),
};
type Name = keyof typeof SERVICES;
type Asked = { name: Name; what: 'wrap' | 'unwrap'; answers: Answer[] };

const NAMES = {
  vault: { wrap: 'ciphertext', unwrap: 'plaintext' },
  kms: { wrap: 'CiphertextBlob', unwrap: 'Plaintext' },
};
const CODES = ['AccessDeniedException', 'ThrottlingException', 'x#DisabledException', 'InvalidCiphertextException', ''];

export const target: Target = {
  make(random) {
    const name = random.pick(['vault', 'kms'] as const);
    const what = random.pick(['wrap', 'unwrap', 'unwrap'] as const);
    const said =
      what === 'wrap' ? random.pick([WRAPPED, OTHER]) : random.pick([KEY, OTHER, KEY.slice(4), 'a_-='.repeat(11)]);
    const good = { [NAMES[name][what]]: said, KeyId: 'arn:x', key_version: 1 };
    const whole = name === 'vault' ? { request_id: 'x', data: good } : good;
    const failure = name === 'vault' ? { errors: ['permission denied'] } : { __type: random.pick(CODES), message: KEY };
    const answers = Array.from({ length: random.pick([1, 1, 4]) }, () => {
      const value = random.oneIn(4) ? failure : whole;
      return answerOf(random, asInput(writeJson(random, random.oneIn(3) ? mutateValue(random, value) : value)));
    });
    return JSON.stringify({ name, what, answers } satisfies Asked);
  },

  async check(input) {
    const { name, what, answers }: Asked = JSON.parse(input);
    willAnswer(inTurn(answers));
    const service = SERVICES[name];
    const found = await answered(async () => {
      if (what === 'wrap') return service.wrap(Buffer.from(KEY, 'base64'));
      const ring = await keyringFrom({ file: { current: 'k1', keys: { k1: WRAPPED } }, service });
      return Buffer.from(ring.keys.get('k1') ?? []).toString('base64');
    });
    if (found === null) return 'refused';
    const { value } = found;
    holds(what === 'wrap' || Buffer.from(value, 'base64').length === 32, 'What is no key was taken for one.');
    // KMS that is busy is asked again: the key is that of one of its answers, and of none that says no.
    const isSaid = answers.some(({ status, body }) => {
      const said = status >= 200 && status < 300 ? saidIn(name, what, body) : null;
      return (
        said === value ||
        (what === 'unwrap' && said !== null && Buffer.from(said, 'base64').toString('base64') === value)
      );
    });
    holds(isSaid, `${value.slice(0, 60)} was taken, and no answer says it.`);
    return 'accepted';
  },
};

/** What an answer says, by a reading of our own; null for one that says nothing in its place. */
function saidIn(name: Name, what: Asked['what'], body: string): string | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(asBytes(body)));
    const said = Object(name === 'vault' ? Object(value).data : value)[NAMES[name][what]];
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}
