import { NOW, TestApi, type TestSession } from '../test/support/api.ts';

/**
 * A company of 20,000 people: added by one list, invitations in line for each, and the pages that read users after it.
 * No page grows with how many there are, and one that is asked for again takes at most half a second.
 */

const USERS = 20_000;
const MOST_SECONDS = 60;
const MOST_PAGE_BYTES = 150_000;
const MOST_AGAIN_SECONDS = 0.5;

/** Prints seconds and bytes of the list and of pages; false where one is over its limits. */
export async function benchUsers(): Promise<boolean> {
  const api = await TestApi.start({ realPlans: true });
  try {
    const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
    const [administrator, dpo] = [await api.session('administrator'), await api.session('dpo')];
    const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
    await api.call('responder', 'POST', `/breaches/${breachId}/take`);
    const fields = { csrf: administrator.csrf, text: staff(), invite: 'yes' };
    const added = await ask(`${url}/desk/users/list`, administrator, new URLSearchParams(fields));
    let isFine = say(`${USERS} users added by a list`, added) && added.seconds <= MOST_SECONDS;
    const pages: [string, TestSession][] = [
      ['/desk/users', administrator],
      ['/desk/setup', administrator],
      [`/desk/breaches/${breachId}`, dpo],
      [`/desk/breaches/${breachId}/work`, dpo],
    ];
    for (const [path, session] of pages) {
      isFine = say(path, await ask(`${url}${path}`, session)) && isFine;
      const again = await ask(`${url}${path}`, session);
      isFine = say(`${path} again`, again) && again.seconds <= MOST_AGAIN_SECONDS && isFine;
    }
    if (!isFine) {
      const page = `${MOST_PAGE_BYTES} bytes of a page, or ${MOST_AGAIN_SECONDS} s for it again`;
      console.error(`More than ${MOST_SECONDS} s for the list, ${page}.`);
    }
    return isFine;
  } finally {
    await api.stop();
  }
}

/** Most report; one in 400 responds. */
function staff(): string {
  const lines = Array.from({ length: USERS }, (_, n) => {
    return `Colleague Number ${n},colleague.${n}@nordlys.no,${n % 400 === 0 ? 'responder' : 'reporter'}`;
  });
  return ['name,email,role', ...lines].join('\n');
}

type Asked = { status: number; seconds: number; bytes: number };

async function ask(url: string, { cookie }: TestSession, body?: URLSearchParams): Promise<Asked> {
  const from = performance.now();
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const response = await fetch(url, { headers, ...(body !== undefined && { method: 'POST', body }) });
  const bytes = (await response.arrayBuffer()).byteLength;
  return { status: response.status, seconds: (performance.now() - from) / 1_000, bytes };
}

function say(what: string, { status, seconds, bytes }: Asked): boolean {
  console.log(`${what}: ${status}, ${seconds.toFixed(2)} s, ${bytes} bytes`);
  return status === 200 && bytes <= MOST_PAGE_BYTES;
}
