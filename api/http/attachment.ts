import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isAttached } from '../../domain/breach/decide/work.ts';
import { MOST_FILE_BYTES } from '../../domain/breach/work.ts';
import { TocsinError } from '../../domain/errors.ts';
import { textInput } from '../../domain/text-input.ts';
import { attachFile } from '../../services/attachment/attach.ts';
import { findBreach } from '../../services/breach/command.ts';
import { attachToReport } from '../../services/report/add.ts';
import { readFile } from '../../store/files.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { ApiDeps } from '../deps.ts';
import { acceptUploads, type Upload, uploadSchema } from '../forms/multipart.ts';
import { askedOf } from './asked.ts';
import { sendBytes } from './evidence-file.ts';
import { BreachParams } from './params.ts';
import type { Server } from './route.ts';
import { sourceOf } from './throttle.ts';

/** Files that people attach to a breach, by page and by API. */

/** What a route that takes one is made with: room for the file and the other fields, the file kept as bytes. */
export const TAKES_ATTACHMENT = { bodyLimit: MOST_FILE_BYTES + 65_536, config: { fileField: 'file' } };

/** The same of a page, whose form is shown again with what was typed where the file is too large. */
export const PAGE_TAKES_ATTACHMENT = {
  ...TAKES_ATTACHMENT,
  config: { ...TAKES_ATTACHMENT.config, keepsFields: true as const },
};

/** Lets the routes of this scope take forms with a file. */
export function acceptAttachments(server: Server): void {
  acceptUploads(server);
}

export const AttachmentForm = z.strictObject({
  file: uploadSchema('Choose a file.'),
  about: textInput(0, 500).default('').describe('What it shows'),
});
export const AttachmentParams = BreachParams.extend({
  file: z.string().regex(/^[0-9a-f]{64}$/, 'the SHA-256 of the file'),
});

/** @throws TocsinError as `attachFile` */
export async function takeAttachment(
  deps: ApiDeps,
  request: FastifyRequest,
  breachId: string,
  { file: { bytes, name }, about }: { file: Upload; about: string },
): Promise<CommandOutcome> {
  return attachFile(deps, askedOf(request), breachId, { bytes, name, about, address: sourceOf(request.ip) });
}

/**
 * The same from whoever reported, to the own report.
 * @throws TocsinError as `attachToReport`
 */
export async function takeReportFile(
  deps: ApiDeps,
  request: FastifyRequest,
  reference: string,
  { file: { bytes, name }, about }: { file: Upload; about: string },
): Promise<CommandOutcome> {
  return attachToReport(deps, askedOf(request), reference, { bytes, name, about, address: sourceOf(request.ip) });
}

/**
 * Answers with an attached file, as a download that no browser opens by itself.
 * @throws TocsinError `not-found` for an unknown breach, and for a file that is not this breach's
 */
export async function sendAttachment(
  deps: Pick<ApiDeps, 'store'>,
  reply: FastifyReply,
  { breachId: id, file }: { breachId: string; file: string },
): Promise<FastifyReply> {
  const state = await findBreach(deps, id);
  const found = isAttached(state, file) ? await readFile(deps.store, file) : null;
  if (found === null) throw new TocsinError('not-found', `Breach ${state.breachId} has no such file.`, 'file');
  return sendBytes(reply, state.breachId, file, found.bytes);
}
