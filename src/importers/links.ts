import { linksIn } from '../markdown/outline.ts';
import { linkTarget } from '../model/link.ts';
import type { Tell } from './history.ts';
import { absolute } from './html.ts';

/**
 * A Markdown text whose relative links lead where they led on the page at `base`. Without one, those to a file stand as
 * they are written. Never throws.
 */
export function withWholeLinks(markdown: string, base: string | undefined, tell: Tell): string {
  let text = markdown;
  for (const href of new Set(linksOf(markdown))) {
    const { kind } = linkTarget('x.md', href);
    if (kind === 'elsewhere' || kind === 'here') continue;
    const whole = base === undefined ? undefined : absolute(href, base);
    if (whole !== undefined)
      for (const open of ['](', '](<', ']: ', 'href="', "href='", 'src="', "src='"])
        text = text.replaceAll(open + href, open + whole);
    else if (kind !== 'site')
      text = text.replaceAll(`](${href}`, `]\\(${href}`).replaceAll(`]: ${href}`, `]\\: ${href}`);
    const fate =
      whole !== undefined
        ? `leads to ${whole}`
        : kind === 'site'
          ? 'leads to this address of the new site'
          : 'is shown as it is written';
    tell(whole === undefined ? 'left out' : 'mapped', 'link', `what the link "${href}" led to: it ${fate}`);
  }
  return text;
}

function linksOf(text: string): readonly string[] {
  try {
    return linksIn(text).map(({ href }) => href);
  } catch {
    return [];
  }
}
