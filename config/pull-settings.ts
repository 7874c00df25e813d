import type { PullSettings } from '../detection/pulls.ts';
import type { Problems } from './raw-variables.ts';
import type { Settings } from './variables.ts';

/** How the alert sources that send nothing by themselves are asked. */
export function readPullSettings(settings: Settings, problems: Problems): PullSettings {
  const { HIBP_API_KEY, HIBP_DOMAINS } = settings;
  const { MICROSOFT_365_TENANT, MICROSOFT_365_CLIENT_ID, MICROSOFT_365_CLIENT_SECRET } = settings;
  const hibp = together({ HIBP_API_KEY, HIBP_DOMAINS }, problems);
  const m365 = together({ MICROSOFT_365_TENANT, MICROSOFT_365_CLIENT_ID, MICROSOFT_365_CLIENT_SECRET }, problems);
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
      clientSecret: m365.MICROSOFT_365_CLIENT_SECRET,
      content: listed(settings.MICROSOFT_365_CONTENT),
    },
  };
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
