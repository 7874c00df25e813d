import type { Words } from '../en/index.ts';
import { account, power, tokens, users } from './account.ts';
import { alerts } from './alerts.ts';
import { apiDocs } from './api-docs.ts';
import { audit } from './audit.ts';
import { breach } from './breach.ts';
import { campaigns } from './campaigns.ts';
import { communication } from './communication.ts';
import { dataflow } from './dataflow.ts';
import { desk } from './desk.ts';
import { exercises } from './exercises.ts';
import { facts } from './facts.ts';
import { filing } from './filing.ts';
import { filingDocument } from './filing-document.ts';
import { minor } from './minor.ts';
import { notice } from './notice.ts';
import { people } from './people.ts';
import { policy } from './policy.ts';
import { questions } from './questions.ts';
import { recipients } from './recipients.ts';
import { refusals } from './refusals.ts';
import { register } from './register.ts';
import { release } from './release.ts';
import { report } from './report.ts';
import { search } from './search.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { sources } from './sources.ts';
import { suspicion } from './suspicion.ts';
import { work } from './work.ts';

/** Deutsch. */
export const de: Words = {
  shell,
  desk,
  breach,
  recipients,
  refusals,
  facts,
  filing,
  filingDocument,
  report,
  register,
  dataflow,
  alerts,
  sources,
  suspicion,
  campaigns,
  people,
  communication,
  release,
  policy,
  exercises,
  audit,
  questions,
  account,
  power,
  users,
  tokens,
  signIn,
  notice,
  apiDocs,
  work,
  minor,
  search,
};
