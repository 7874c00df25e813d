// Takes the README's pictures from the running pages: node test/browser/pictures.ts
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { addUser } from '../../store/users.ts';
import { contextWith, launchChromium, PHONE } from '../support/browser.ts';
import { openWorld } from '../support/world.ts';

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

const world = await openWorld();
const browser = await launchChromium();
await addUser(world.api.store, { name: 'Ines Albrecht', email: 'dpo@people.example', role: 'dpo', at: world.api.now });
const { cookie } = await world.api.session('dpo');
mkdirSync(FOLDER, { recursive: true });

async function take(name: string, path: string, options: BrowserContextOptions): Promise<void> {
  const context = await contextWith(browser, world.url, cookie, options);
  const page = await context.newPage();
  await page.goto(path);
  const file = `${FOLDER}${name}.png`;
  await page.screenshot({ path: file, animations: 'disabled' });
  console.log(`${name}: ${Math.ceil(statSync(file).size / 1_024)} KiB`);
  await context.close();
}

await take('desk', '/', { viewport: { width: 1440, height: 1000 }, colorScheme: 'light' });
await take('breach', `/desk/breaches/${world.breachId}`, {
  viewport: { width: 1440, height: 1000 },
  colorScheme: 'light',
});
await take('supplier', world.links.get('sturdy-cloud') ?? '', { ...PHONE, colorScheme: 'dark' });
await browser.close();
await world.stop();
