import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../domain/roles.ts';
import { complaintsOf, contextWith, measureTransfer } from './browser.ts';
import type { World } from './world.ts';

/** Somebody with a browser: what the page complains of, and what it loaded since it was last asked. */
export type Looker = { page: Page; complaints: string[]; transferred: () => number };

/** Gives for each role the one window it looks through; without a role, a stranger's. */
export function lookersOf(world: World, browser: Browser, locale = 'en-GB'): (role: Role | null) => Promise<Looker> {
  const lookers = new Map<Role | null, Promise<Looker>>();
  const open = async (role: Role | null): Promise<Looker> => {
    const cookie = role === null ? '' : (await world.api.session(role)).cookie;
    const page = await (await contextWith(browser, world.url, cookie, { locale })).newPage();
    return { page, complaints: complaintsOf(page), transferred: await measureTransfer(page) };
  };
  return (role) => {
    const looker = lookers.get(role) ?? open(role);
    lookers.set(role, looker);
    return looker;
  };
}
