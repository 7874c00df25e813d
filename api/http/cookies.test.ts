import { expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { cookieOf, setCookie } from './cookies.ts';

const sent = (cookie: string) => ({ headers: { cookie } }) as FastifyRequest;
const SAFE = 'https://tocsin.example';
const LOOPBACK = 'http://127.0.0.1:4000';

it('a cookie over https is one that no other host and no plain connection can set', () => {
  expect(setCookie('draft', 'k', 60, SAFE)).toBe(
    '__Host-tocsin.draft=k; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure',
  );
  expect(cookieOf(sent('tocsin.draft=planted; __Host-tocsin.draft=ours'), 'draft', SAFE)).toBe('ours');
  expect(cookieOf(sent('tocsin.draft=planted'), 'draft', SAFE)).toBeUndefined();
});

it('on loopback, where there is no https, it has a plain name', () => {
  expect(setCookie('next', '', 0, LOOPBACK)).toBe('tocsin.next=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
  expect(cookieOf(sent('a=1; tocsin.next=%2Fdesk=x'), 'next', LOOPBACK)).toBe('%2Fdesk=x');
});
