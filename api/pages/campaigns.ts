import { acceptForms } from '../forms/form.ts';
import { acceptUploads } from '../forms/multipart.ts';
import type { Routes } from '../http/route.ts';
import { campaignCompose } from './campaigns/compose.ts';
import { campaignRecord } from './campaigns/record.ts';
import { campaignShow } from './campaigns/show.ts';

/** Letters to the people concerned: all of them, one being written, and one with its approval and progress. */
export const campaignPages: Routes = (server, deps) => {
  acceptForms(server);
  acceptUploads(server);
  campaignCompose(server, deps);
  campaignShow(server, deps);
  campaignRecord(server, deps);
};
