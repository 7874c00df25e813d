import { readFileSync } from 'node:fs';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { detailOf, type Problems, type RawVariables, resolvePath } from './raw-variables.ts';

/** Where Temporal is. `given` is false when nothing names one, and `npm start` may then run its own. */
export type TemporalSettings = {
  given: boolean;
  namespace: string;
  connection: ClientConnectConfig['connectionOptions'] & { address: string };
};

/** Naming any of these means a real server. A configuration file that merely exists may be another program's. */
const NAMING = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE', 'TEMPORAL_API_KEY'];
const FILES = ['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH', 'TEMPORAL_TLS_SERVER_CA_CERT_PATH'];

/** Reads Temporal's own variables, profiles and files with Temporal's own reader, noting what is wrong with them. */
export function readTemporalSettings(given: RawVariables, problems: Problems): TemporalSettings {
  checkForm('TEMPORAL_ADDRESS', /^[^\s/]+$/, 'must be host:port', given, problems);
  checkForm('TEMPORAL_TLS', /^(?:true|false|1|0)$/, 'must be true or false', given, problems);
  const { namespace, connectionOptions } = load(given, problems);
  return {
    given: NAMING.some((name) => given[name] !== undefined),
    namespace: namespace ?? 'default',
    connection: { ...connectionOptions, address: connectionOptions.address ?? 'localhost:7233' },
  };
}

function checkForm(name: string, form: RegExp, problem: string, given: RawVariables, problems: Problems): void {
  const value = given[name];
  if (value !== undefined && !form.test(value)) problems.set(name, `${problem}, not ${JSON.stringify(value)}`);
}

function load(given: RawVariables, problems: Problems): ClientConnectConfig {
  const file = given.TEMPORAL_CONFIG_FILE;
  try {
    return loadClientConnectConfig({
      disableFile: file === undefined && given.TEMPORAL_PROFILE === undefined,
      // Read here, because the reader takes a file that is not there for an empty one.
      configSource: file === undefined ? undefined : { data: readFileSync(resolvePath(file)) },
      overrideEnvVars: forReader(given),
    });
  } catch (error) {
    problems.set(...blame(error, given));
    return { connectionOptions: {} };
  }
}

function forReader(given: RawVariables): Record<string, string> {
  const entries = Object.entries(given).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, FILES.includes(name) ? resolvePath(value) : value]));
}

/** The reader's own messages are not passed on: they quote lines of a file that can hold an API key. */
function blame(error: unknown, given: RawVariables): [variable: string, problem: string] {
  const path = detailOf(error, 'path');
  if (path !== undefined) {
    const variable = FILES.find((name) => given[name] !== undefined && resolvePath(given[name]) === path);
    const problem = `names a file that cannot be read (${detailOf(error, 'code')}): ${path}`;
    return [variable ?? 'TEMPORAL_CONFIG_FILE', problem];
  }
  const line = detailOf(error, 'line');
  if (line !== undefined) return ['TEMPORAL_CONFIG_FILE', `is not TOML in line ${line}`];
  return ['TEMPORAL_PROFILE', `names no profile of the configuration file: ${given.TEMPORAL_PROFILE ?? 'default'}`];
}
