import { throwRefusal } from '../../domain/breach/decide/decision.ts';
import { isHandedIn, whyNotAttached } from '../../domain/breach/decide/work.ts';
import { attachedFile } from '../../domain/breach/work.ts';
import { blindIndex, sha256Hex } from '../../store/crypto/digest.ts';
import { keepFile } from '../../store/files.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * `address`: where it came from, of which a keyed digest is recorded and nothing else. `asReporter`: whoever reported
 * adds it to the report.
 */
export type Attachment = { bytes: Buffer; name: string; about: string; address: string; asReporter?: true };

/**
 * Attaches a file to a breach: kept sealed, under its SHA-256, as bytes that nothing here reads or unpacks. The same
 * bytes again from the same side change nothing; from the other they are put on record once more. A closed breach takes
 * one too, and stays closed.
 * @throws TocsinError `bad-input` for an empty file, `too-large` above 10 MiB, or with the breach's own refusal; then
 *   nothing of it is kept
 */
export async function attachFile(
  deps: ServiceDeps,
  asked: Asked,
  breachId: string,
  { bytes, name, about, address, asReporter }: Attachment,
): Promise<CommandOutcome> {
  const { store, clock } = deps;
  const state = await findBreach(deps, breachId);
  const file = attachedFile(sha256Hex(bytes), bytes.length);
  if (isHandedIn(state, file.sha256, asReporter === true)) return { seq: state.seq };
  throwRefusal(whyNotAttached(state, bytes.length));
  const { mediaType, source } = file;
  const from = blindIndex(store.keyring, 'address', address);
  return sendCommand(
    deps,
    // The bytes are named by their hash: a call under the same key with others is another call.
    { ...asked, content: { file: file.sha256, name, about } },
    state,
    { type: 'attach-file', file, from, name, about, ...(asReporter && { asReporter }) },
    {
      prepare: async () => void (await keepFile(store, bytes, { mediaType, source, keptAt: clock() })),
    },
  );
}
