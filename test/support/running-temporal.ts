import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createPayloadCodec, dataConverter } from '../../config/codec.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { type ClocksInput, workflowId } from '../../workflows/messages.ts';
import type { RunningTocsin } from './running-tocsin.ts';

/** The Temporal of a running Tocsin, for a test to look into and to break. */
export type RunningTemporal = {
  client: Client;
  isRunning(id: string): Promise<boolean>;
  /** `<obligation>@<due>` of the clocks that run for a breach, as they were told last. */
  dues(breachId: string): Promise<string[]>;
  close(): Promise<void>;
};

export async function openTemporal({ dataDir }: RunningTocsin): Promise<RunningTemporal> {
  const { temporal } = JSON.parse(readFileSync(join(dataDir, 'ports.json'), 'utf8'));
  const connection = await Connection.connect({ address: `127.0.0.1:${temporal}` });
  const keyring = parseKeyring(readFileSync(join(dataDir, 'keys.json'), 'utf8'));
  const client = new Client({ connection, dataConverter: dataConverter(keyring, 'default') });
  return {
    client,
    isRunning: (id) =>
      client.workflow
        .getHandle(id)
        .describe()
        .then(({ status }) => status.name === 'RUNNING')
        .catch(() => false),
    async dues(breachId) {
      const { events } = await client.workflow.getHandle(workflowId.clocks(breachId)).fetchHistory();
      const told = (events ?? []).flatMap((event) => {
        const signal = event.workflowExecutionSignaledEventAttributes;
        if (signal != null) return signal.signalName === 'clocks' ? [signal.input] : [];
        return event.workflowExecutionStartedEventAttributes?.input ?? [];
      });
      const [payload] = told.at(-1)?.payloads ?? [];
      if (payload === undefined) return [];
      const context = { type: 'workflow', namespace: 'default', workflowId: workflowId.clocks(breachId) } as const;
      const [decoded] = await createPayloadCodec(keyring, 'default').decode([payload], context);
      const { clocks }: Pick<ClocksInput, 'clocks'> = JSON.parse(Buffer.from(decoded?.data ?? []).toString());
      return clocks.map(({ obligation, clock }) => `${obligation}@${clock.due}`).sort();
    },
    close: () => connection.close(),
  };
}
