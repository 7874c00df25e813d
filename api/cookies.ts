import type { FastifyRequest } from 'fastify';

export const LANGUAGE_COOKIE = 'tocsin.language';

/** The value of a cookie that the browser sent; undefined where there is none. */
export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

/** A `Set-Cookie` that scripts cannot read and other sites do not send; `maxAgeSeconds` 0 ends it. */
export function setCookie(name: string, value: string, maxAgeSeconds: number, isHttps: boolean): string {
  const secure = isHttps ? '; Secure' : '';
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
