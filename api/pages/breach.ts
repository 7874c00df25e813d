import type { Routes } from '../routes/route.ts';
import { decisionForms } from './breach/decide.ts';
import { breachDownloads } from './breach/download.ts';
import { factsForms } from './breach/facts.ts';
import { breachShow } from './breach/show.ts';
import { acceptForms } from './form.ts';

/** The page of one breach, its forms, and its downloads. */
export const breachPages: Routes = (server, deps) => {
  acceptForms(server);
  breachShow(server, deps);
  decisionForms(server, deps);
  factsForms(server, deps);
  breachDownloads(server, deps);
};
