import type { FastifyRequest } from 'fastify';

/**
 * What a browser keeps for us beside the session: what was typed, where to go on, the language, that it is known, and
 * that it was asked for a passkey.
 */
type CookieName = 'draft' | 'next' | 'language' | 'browser' | 'passkey';

/** What every cookie's name begins with. `__Host-` asks for Secure, the path / and no domain, so it needs https. */
export function cookiePrefix(publicUrl: string): string {
  return isHttps(publicUrl) ? '__Host-tocsin' : 'tocsin';
}

/** The value of a cookie that the browser sent, by its name after the prefix; undefined where there is none. */
export function cookieOf(request: FastifyRequest, name: string, publicUrl: string): string | undefined {
  const whole = `${cookiePrefix(publicUrl)}.${name}`;
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === whole) return value.join('=');
  }
  return undefined;
}

/** A `Set-Cookie` that scripts cannot read and other sites do not send; `maxAgeSeconds` 0 ends it. */
export function setCookie(name: CookieName, value: string, maxAgeSeconds: number, publicUrl: string): string {
  const secure = isHttps(publicUrl) ? '; Secure' : '';
  return (
    `${cookiePrefix(publicUrl)}.${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; ` +
    `HttpOnly; SameSite=Lax${secure}`
  );
}

/** What a cookie's value says; undefined for none, and for one that nobody here wrote. */
export function decodeCookie(value: string | undefined): string | undefined {
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** The cookies alone, as the sign-in library takes them: addresses and browsers are none of its business. */
export function cookiesOf(request: FastifyRequest): Headers {
  return new Headers({ cookie: request.headers.cookie ?? '' });
}

/** The cookies that an answer of the library sets, as the browser will send them back. */
export function cookiesSet(answer: Headers): Headers {
  return new Headers({
    cookie: answer
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  });
}

function isHttps(publicUrl: string): boolean {
  return new URL(publicUrl).protocol === 'https:';
}
