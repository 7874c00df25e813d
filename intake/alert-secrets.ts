import { ALERT_SOURCES } from '../detection/registry.ts';
import { type Keyring, subkey } from '../store/crypto/keyring.ts';

/**
 * The signing secret of every alert source, derived from the keyring's first key: nothing more to store or to lose, and
 * adding a key to the ring does not change what senders were given.
 */
export function alertSecretsOf(keyring: Keyring): ReadonlyMap<string, string> {
  const [first = keyring.current] = keyring.keys.keys();
  return new Map(
    ALERT_SOURCES.map(({ name }) => [name, subkey(keyring, first, `alert/${name}`).export().toString('hex')]),
  );
}
