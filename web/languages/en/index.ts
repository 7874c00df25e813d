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

/** English, the language every other one is measured by. One file per part of the pages. */
export const en = {
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

/** Every text of the interface: English is complete by definition, and the other languages have its shape. */
export type Words = typeof en;
