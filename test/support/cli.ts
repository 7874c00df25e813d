import { main } from '../../cli/main.ts';

type Rows = Record<string, unknown>[];
/** What the tests read of the documents that verbs print; each test says by what it expects which verb prints what. */
type Printed = {
  breachId: string;
  id: string;
  ok: boolean;
  error: { code: string; field: string; detail: string };
  head: { seq: number; hash: string };
  facts: { systems: string[] };
  obligations: Record<string, object>;
  risk: object;
  breaches: { breachId: string }[];
  entries: Rows;
  notices: Rows & { notices: Rows };
  campaigns: Rows;
  document: object;
  missing: Rows;
  changes: { field: string }[];
  earlier: Rows;
  warnings: Rows;
  sha256: string;
  contentHash: string;
  cannotBeFiledBecause: string | null;
  token: string;
  signing: Record<string, string>;
  enrolmentCode: string;
};

/** Runs the CLI within the test, its output not on a terminal. `text` is all that a person would read, in order. */
export async function tellCli(env: NodeJS.ProcessEnv, ...argv: string[]): Promise<{ code: number; text: string }> {
  const { code, lines } = await runCli(env, argv);
  return { code, text: lines.map(({ line }) => line).join('\n') };
}

/** The same with `--json`: the one document that it prints. */
export async function jsonOfCli(env: NodeJS.ProcessEnv, ...argv: string[]): Promise<{ code: number; json: Printed }> {
  const { code, lines } = await runCli(env, [...argv, '--json']);
  const documents = lines.filter(({ to }) => to === 'out');
  if (documents.length !== 1) throw new Error(`It printed ${documents.length} documents, not one.`);
  return { code, json: JSON.parse(documents[0]?.line ?? '') };
}

async function runCli(env: NodeJS.ProcessEnv, argv: string[]) {
  const lines: { to: 'out' | 'error'; line: string }[] = [];
  const code = await main(argv, {
    env,
    isTerminal: false,
    out: (line) => lines.push({ to: 'out', line }),
    error: (line) => lines.push({ to: 'error', line }),
    readStdin: async () => Buffer.from('{}'),
  });
  return { code, lines };
}
