import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileSourceFile } from '../../detection/own-sources/compile.ts';
import { SourceFile } from '../../detection/own-sources/source-file.ts';
import type { AlertSource } from '../../detection/source.ts';

const PAGE = new URL('../../docs/adding-a-source.md', import.meta.url);

/** The whole file that the page about adding a source shows. */
export function exampleSourceText(): string {
  const [, text = ''] = /^```yaml\n(name: example[\s\S]*?)^```$/m.exec(readFileSync(PAGE, 'utf8')) ?? [];
  return text;
}

export function exampleSourceFile(): Record<string, unknown> & { cases: { alert: unknown }[] } {
  return parse(exampleSourceText());
}

/** The source that a file describes; a mistake in it is thrown. */
export function compiledSource(file: unknown): AlertSource {
  return compileSourceFile(SourceFile.parse(file), (path, message) => {
    throw new Error(`${path.join('.')} ${message}`);
  });
}

/** One of which only the map of its findings matters; what is not named of that is plain. */
export function sourceOf(finding: Record<string, unknown>, more: Record<string, unknown> = {}): AlertSource {
  const plain = { id: 'id', type: '= "a"', title: '= "A title."', severity: '= "low"', observedAt: 'at?' };
  const cases = [{ name: 'None is run', alert: {}, expect: { refused: true } }];
  return compiledSource({
    name: 'own',
    title: 'Own tool',
    vendor: 'Own',
    cases,
    finding: { ...plain, ...finding },
    ...more,
  });
}
