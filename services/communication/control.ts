import type { CommunicationName } from '../../domain/communication/standing.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { runCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

export const CONTROLS = ['pause', 'resume', 'stop'] as const;
export type Control = (typeof CONTROLS)[number];
type Controlled = { breachId: string; communication: CommunicationName; act: Control; reasons: string };

/** Pauses a communication, lets it go on, or ends it for good. @throws TocsinError with the breach's own refusal */
export async function controlCommunication(
  deps: ServiceDeps,
  asked: Asked,
  { breachId, communication, act, reasons }: Controlled,
): Promise<CommandOutcome> {
  if (act === 'pause') {
    const pause = { type: 'pause-communication', communication, because: 'asked', reasons } as const;
    return runCommand(deps, asked, breachId, pause);
  }
  return runCommand(deps, asked, breachId, { type: `${act}-communication`, communication, reasons });
}
