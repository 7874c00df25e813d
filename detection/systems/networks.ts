import { addressOf } from './names.ts';

export type Network = { family: 'ipv4' | 'ipv6'; bits: number; bytes: number[] };

/** A range of addresses such as `10.1.0.0/16`; null for any other text. Bits beyond the range are passed over. */
export function networkOf(text: string): Network | null {
  const [, address, length] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text.trim()) ?? [];
  const parsed = address === undefined ? null : addressOf(address);
  const bits = Number(length);
  if (parsed === null || bits > parsed.toByteArray().length * 8) return null;
  // Everything there is tells one system from another as little as a bare `*`.
  return bits === 0 ? null : { family: parsed.kind(), bits, bytes: masked(parsed.toByteArray(), bits) };
}

function masked(bytes: number[], bits: number): number[] {
  return bytes.map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))) & 0xff);
}

/** Networks with what belongs to each; a look-up costs one step for each length of a range that there is. */
export class NetworkMap<T> {
  readonly #byStart = new Map<string, T[]>();
  readonly #lengths = { ipv4: new Set<number>(), ipv6: new Set<number>() };

  add({ family, bits, bytes }: Network, value: T): void {
    const key = keyOf(family, bits, bytes);
    const known = this.#byStart.get(key);
    if (known === undefined) this.#byStart.set(key, [value]);
    else known.push(value);
    this.#lengths[family].add(bits);
  }

  find(name: string): { bits: number; value: T }[] {
    const address = addressOf(name);
    if (address === null) return [];
    const [family, bytes] = [address.kind(), address.toByteArray()];
    return [...this.#lengths[family]].flatMap((bits) => {
      const known = this.#byStart.get(keyOf(family, bits, masked(bytes, bits))) ?? [];
      return known.map((value) => ({ bits, value }));
    });
  }
}

function keyOf(family: string, bits: number, bytes: readonly number[]): string {
  return `${family}/${bits}/${bytes.join('.')}`;
}
