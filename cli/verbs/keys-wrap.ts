import { readEnvironment } from '../../config/environment.ts';
import { TocsinError } from '../../domain/errors.ts';
import { parseKeyringFile } from '../../store/crypto/keyring.ts';
import { wrapKeyring } from '../../store/crypto/wrapped.ts';
import { argumentOf, readText } from '../input.ts';
import type { Verb } from './verb.ts';

export const keysWrap: Verb = {
  name: 'keys wrap',
  summary: 'wrap the keys of a keyring by Vault or AWS KMS, so that the file alone opens nothing',
  examples: ['tocsin keys wrap keyring.json', 'tocsin keys wrap - --json'],
  arguments: [{ name: 'keyring', describe: 'the file with the keys as they are, - for standard input' }],
  options: {},
  role: null,
  notes: [
    'Takes TOCSIN_VAULT_URL, TOCSIN_VAULT_TOKEN and TOCSIN_VAULT_KEY; or TOCSIN_KMS_KEY, TOCSIN_KMS_ACCESS_KEY_ID ' +
      'and TOCSIN_KMS_SECRET_ACCESS_KEY. Give what is printed as TOCSIN_KEYRING, and keep the file with the keys ' +
      'offline: without it and without the service nothing can be opened.',
  ],
  async run(input) {
    const file = argumentOf(input, 'keyring');
    const { keyService } = readEnvironment({ ...input.env, TOCSIN_KEYRING: '', TOCSIN_KEYRING_FILE: '' });
    if (keyService === null) throw noService();
    const wrapped = await wrapKeyring(parseKeyringFile(await readText(input, file, 'keyring')), keyService);
    return { json: wrapped, text: JSON.stringify(wrapped) };
  },
};

function noService(): TocsinError {
  return new TocsinError('bad-input', 'Neither Vault nor AWS KMS is named: give TOCSIN_VAULT_URL or TOCSIN_KMS_KEY.');
}
