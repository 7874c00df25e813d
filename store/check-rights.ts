import type { EnrolmentDoc } from './auth/enrolment.ts';
import type { AccountDoc, SecondFactorDoc, SessionDoc, UserDoc } from './auth/collections.ts';
import { type Granting, isGenuine } from './auth/grants.ts';
import { collectionOf } from './driver.ts';
import type { Store } from './store.ts';
import { isGenuineToken, type TokenDoc } from './tokens.ts';

type Row = (UserDoc | SessionDoc | AccountDoc | SecondFactorDoc | EnrolmentDoc) & { _id: string; userId?: string };

/** The rows that grant rights, by what they are: their collection, and what one is called. */
const KINDS: Record<Granting, { collection: string; name: string }> = {
  user: { collection: 'users', name: 'The user' },
  session: { collection: 'sessions', name: 'A session of the user' },
  account: { collection: 'accounts', name: 'The single sign-on of the user' },
  twoFactor: { collection: 'secondFactors', name: 'The second factor of the user' },
  enrolment: { collection: 'enrolments', name: 'The enrolment of the user' },
};

/** Rows that grant rights and that Tocsin did not write as they stand. They grant nothing. */
export async function checkRights(store: Store): Promise<string[]> {
  const problems: string[] = [];
  for await (const doc of collectionOf<TokenDoc>(store, 'tokens').find().sort({ _id: 1 })) {
    if (!isGenuineToken(store.keyring, doc)) problems.push(`The token ${doc._id} ${FOREIGN}`);
  }
  for (const [kind, { collection, name }] of Object.entries(KINDS)) {
    for await (const doc of collectionOf<Row>(store, collection).find().sort({ _id: 1 })) {
      if (isGenuine(store.keyring, kind as Granting, doc)) continue;
      problems.push(`${name} ${doc.userId ?? doc._id} ${FOREIGN}`);
    }
  }
  return problems;
}

const FOREIGN = 'was not written by Tocsin, or was changed. It grants nothing.';
