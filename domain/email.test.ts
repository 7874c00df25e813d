import { describe, expect, it } from '@jest/globals';
import { Email, signInEmail } from './email.ts';

const local = (letters: number) => 'a'.repeat(letters);

describe('an e-mail address', () => {
  it.each([
    'dana@fjord.example',
    'dana.o.quill+breach@mail.fjord.example',
    "o'quill@fjord.example",
    'Dana@Fjord.example',
    'dana@xn--bcher-kva.example',
    'dana@fjord.xn--p1ai',
    `${local(64)}@fjord.example`,
  ])('is taken as it was written: %s', (address) => {
    expect(Email.parse(address)).toBe(address);
  });

  it.each([
    ['dana@bücher.example', 'dana@xn--bcher-kva.example'],
    // The same letter, written as two.
    ['dana@bu\u0308cher.example', 'dana@xn--bcher-kva.example'],
    ['dana@büro24-nord.example', 'dana@xn--bro24-nord-9db.example'],
    ['dana@例え.テスト', 'dana@xn--r8jz45g.xn--zckzah'],
  ])('with other letters in its domain is written as mail servers know it: %s is %s', (address, plain) => {
    expect(Email.parse(address)).toBe(plain);
  });

  it.each([
    ['nothing', ''],
    ['no @', 'dana.fjord.example'],
    ['nothing before the @', '@fjord.example'],
    ['nothing before the @ and other letters', '@bücher.example'],
    ['nothing but the @', '@'],
    ['a dot before the @', 'dana.@fjord.example'],
    ['a domain of one part', 'dana@fjord'],
    ['two dots', 'dana..quill@fjord.example'],
    ['other letters before the @', 'däna@fjord.example'],
    ['a blank', 'dana @fjord.example'],
    ['a local part that is too long', `${local(65)}@fjord.example`],
    ['a path that is too long', `${local(60)}@${'fjord.'.repeat(40)}example`],
    ['a slash before its domain', 'dana@/bücher.example'],
    ['a path after its domain', 'dana@bücher.example/desk'],
    ['a port', 'dana@bücher.example:25'],
    ['a name beside it', 'Dana <dana@fjord.example>'],
  ])('is refused with %s', (_, address) => {
    expect(Email.safeParse(address).success).toBe(false);
  });
});

it('to sign in with is one that links are issued to, and the refusal says so', () => {
  expect(signInEmail().parse('dana@fjord.example')).toBe('dana@fjord.example');
  const refused = signInEmail().safeParse("dana@'fjord.example");
  expect(refused.error?.issues[0]?.message).toContain('links for signing in');
  expect(signInEmail('no').safeParse(`${local(250)}@fjord.example`).error?.issues[0]?.message).toBe('no');
});
