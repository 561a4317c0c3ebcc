import { createApp } from 'astro/app/entrypoint';
import { RenderQueue } from './render-queue.ts';

/**
 * What Astro's bundle of our pages is asked for (src/edge/astro.ts), in the process that makes a site: nothing here is served,
 * and a page that fails is to fail the build. Astro is asked once, and that one request makes every page
 * (src/pages/[...path].astro).
 */
const queue = new RenderQueue();
let isAsked = false;

/** The page at a path below the site's base, `/en/history/`. Throws what the page throws. */
export function renderPage(path: string): Promise<string> {
  const page = queue.render(path.slice(1, -1));
  if (!isAsked) void ask();
  return page;
}

async function ask(): Promise<void> {
  isAsked = true;
  try {
    const app = createApp({ streaming: false });
    app.renderError = async (_, { status, error }) => {
      throw error ?? new Error(`Astro answers with ${status}.`);
    };
    await app.render(new Request('http://localhost/'), { locals: { queue } });
    throw new Error('Astro ended the request that makes the pages.');
  } catch (error) {
    isAsked = false;
    queue.fail(error);
  }
}
