import type { PullSettings } from '../detection/pulls.ts';
import { type ClientCertificate, readClientCertificate } from '../detection/sources/microsoft-365/assertion.ts';
import type { Problems } from './raw-variables.ts';
import type { Settings } from './variables.ts';

/** How the alert sources that send nothing by themselves are asked. */
export function readPullSettings(settings: Settings, problems: Problems): PullSettings {
  const { HIBP_API_KEY, HIBP_DOMAINS } = settings;
  const { MICROSOFT_365_TENANT, MICROSOFT_365_CLIENT_ID } = settings;
  const { MICROSOFT_365_CLIENT_SECRET: secret, MICROSOFT_365_CERTIFICATE: pem } = settings;
  const hibp = together({ HIBP_API_KEY, HIBP_DOMAINS }, problems);
  const ids = { MICROSOFT_365_TENANT, MICROSOFT_365_CLIENT_ID };
  const m365 =
    pem === undefined
      ? together({ ...ids, MICROSOFT_365_CLIENT_SECRET: secret }, problems)
      : together({ ...ids, MICROSOFT_365_CERTIFICATE: pem }, problems);
  const certificate = pem === undefined ? null : certificateOf(pem, problems);
  // Of a value that does not do nothing can be read.
  if (problems.size > 0) return { haveIBeenPwned: null, microsoft365: null };
  return {
    haveIBeenPwned: hibp && {
      url: bare(settings.HIBP_API_URL),
      key: hibp.HIBP_API_KEY,
      domains: listed(hibp.HIBP_DOMAINS.toLowerCase()),
    },
    microsoft365: m365 && {
      apiUrl: bare(settings.MICROSOFT_365_API_URL),
      loginUrl: bare(settings.MICROSOFT_365_LOGIN_URL),
      tenant: m365.MICROSOFT_365_TENANT,
      clientId: m365.MICROSOFT_365_CLIENT_ID,
      clientSecret: secret ?? null,
      certificate,
      content: listed(settings.MICROSOFT_365_CONTENT),
    },
  };
}

function certificateOf(pem: string, problems: Problems): ClientCertificate | null {
  try {
    return readClientCertificate(pem);
  } catch (error) {
    problems.set('MICROSOFT_365_CERTIFICATE', error instanceof Error ? error.message : 'cannot be read');
    return null;
  }
}

/** Variables that mean something together only; null where none was given, or not all. */
function together<Name extends string>(
  variables: Record<Name, string | undefined>,
  problems: Problems,
): Record<Name, string> | null {
  const names = Object.keys(variables) as Name[];
  const given = names.find((name) => variables[name] !== undefined);
  const missing = names.filter((name) => variables[name] === undefined);
  if (given === undefined) return null;
  for (const name of missing) if (!problems.has(name)) problems.set(name, `must be given with ${given}`);
  // None is missing.
  return missing.length > 0 ? null : (variables as Record<Name, string>);
}

function listed(text: string): string[] {
  return [...new Set(text.split(/[, ]+/))];
}

function bare(address: string): string {
  return address.replace(/\/+$/, '');
}
