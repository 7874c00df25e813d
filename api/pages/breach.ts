import { acceptForms } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { closingForms } from './breach/closing.ts';
import { decisionForms } from './breach/decide.ts';
import { breachDownloads } from './breach/download.ts';
import { factsForms } from './breach/facts.ts';
import { handlingForms } from './breach/handling.ts';
import { moveForms } from './breach/move.ts';
import { breachShow } from './breach/show.ts';
import { signForms } from './breach/signs.ts';
import { suspicionShow } from './breach/suspicion.ts';

/** The page of one breach, its forms, and its downloads. */
export const breachPages: Routes = (server, deps) => {
  acceptForms(server);
  breachShow(server, deps);
  suspicionShow(server, deps);
  moveForms(server, deps);
  decisionForms(server, deps);
  closingForms(server, deps);
  handlingForms(server, deps);
  signForms(server, deps);
  factsForms(server, deps);
  breachDownloads(server, deps);
};
