import type { AlertSources } from '../detection/registry.ts';
import { type Keyring, keyFor, subkey } from '../store/crypto/keyring.ts';

/**
 * The signing secrets of every alert source, derived from the keyring: nothing more to store or to lose. The first one
 * is what senders are given, by the key of `alerts`; those of the other keys are taken too, so that senders can be
 * changed one after the other. A secret ends when its key is taken out of the ring.
 */
export function alertSecretsOf(keyring: Keyring, { all }: AlertSources): ReadonlyMap<string, AlertSecrets> {
  const today = keyFor(keyring, 'alerts');
  const others = [...keyring.keys.keys()].filter((id) => id !== today);
  return new Map(
    all.map(({ name }) => {
      const secretOf = (id: string) => subkey(keyring, id, `alert/${name}`).export().toString('hex');
      return [name, [secretOf(today), ...others.map(secretOf)]];
    }),
  );
}

/** What senders are given, and what is taken beside it. */
export type AlertSecrets = readonly [given: string, ...alsoTaken: string[]];
