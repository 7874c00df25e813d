import { alert } from './alert.ts';
import { amend } from './amend.ts';
import { assess } from './assess.ts';
import { aware } from './aware.ts';
import { campaign } from './campaign.ts';
import { clock } from './clock.ts';
import { close } from './close.ts';
import { dataflowList } from './dataflow-list.ts';
import { dataflowLoad } from './dataflow-load.ts';
import { decide } from './decide.ts';
import { demo } from './demo.ts';
import { draft } from './draft.ts';
import { evidence } from './evidence.ts';
import { file } from './file.ts';
import { importVeris } from './import-veris.ts';
import { list } from './list.ts';
import { policyCheck } from './policy-check.ts';
import { register } from './register.ts';
import { rehearse } from './rehearse.ts';

import { report } from './report.ts';
import { show } from './show.ts';
import { signIn } from './sign-in.ts';
import { token } from './token.ts';
import { up } from './up.ts';
import { userAdd } from './user-add.ts';
import type { Verb } from './verb.ts';
import { verify } from './verify.ts';

/** The one table of verbs, in the order of the help: a breach's way from alarm to evidence. */
export const VERBS: readonly Verb[] = [
  up,
  demo,
  alert,
  report,
  list,
  show,
  amend,
  aware,
  decide,
  campaign,
  draft,
  file,
  close,
  register,
  evidence,
  verify,
  assess,
  importVeris,
  clock,
  policyCheck,
  rehearse,
  dataflowList,
  dataflowLoad,
  signIn,
  userAdd,
  token,
];
