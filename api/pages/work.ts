import { acceptForms } from '../forms/form.ts';
import { acceptAttachments } from '../http/attachment.ts';
import type { Routes } from '../http/route.ts';
import { workForms } from './work/forms.ts';
import { workShow } from './work/show.ts';

/** Tasks, notes, calls and files of a breach, and what whoever reported is asked, with their forms. */
export const workPages: Routes = (server, deps) => {
  acceptForms(server);
  acceptAttachments(server);
  workShow(server, deps);
  workForms(server, deps);
};
