import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A text to begin with: `_templates/data-loss.en.md` in the content folder. */
export interface Template {
  /** `data-loss`. */
  readonly name: string;
  readonly lang: string;
  readonly text: string;
}

/** Every template of a content folder, by name and language; none where it has no `_templates`. */
export async function readTemplates(content: string): Promise<readonly Template[]> {
  const dir = join(content, '_templates');
  const names = (await readdir(dir).catch(() => [])).sort();
  const found = names.flatMap((file) => {
    const [, name, lang] = /^([a-z0-9-]+)\.([a-z]{2,3}(?:-[A-Za-z0-9]+)*)\.md$/.exec(file) ?? [];
    return name && lang ? [{ name, lang, file }] : [];
  });
  return Promise.all(
    found.map(async ({ name, lang, file }) => ({
      name,
      lang,
      text: await readFile(join(dir, file), 'utf8'),
    })),
  );
}
