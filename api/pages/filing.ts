import { acceptForms } from '../forms/form.ts';
import type { Routes } from '../http/route.ts';
import { approveFiling } from './filing/approve.ts';
import { filingDocuments } from './filing/document.ts';
import { filingFiles } from './filing/files.ts';
import { filingReceipt } from './filing/record.ts';
import { saveFiling } from './filing/save.ts';
import { showFiling } from './filing/show.ts';

/** The filing of one duty: draft, approval, receipt, versions. */
export const filingPages: Routes = (server, deps) => {
  acceptForms(server);
  showFiling(server, deps);
  saveFiling(server, deps);
  approveFiling(server, deps);
  filingReceipt(server, deps);
  filingFiles(server, deps);
  filingDocuments(server, deps);
};
