import { createApp } from 'astro/app/entrypoint';

/**
 * What Astro's bundle of our pages is asked for (src/edge/astro.ts), in the process that makes a site: nothing here is served,
 * and a page that fails is to fail the build.
 */
const app = createApp({ streaming: false });

app.renderError = async (request, { status, error }) => {
  throw error ?? new Error(`The pages answer ${new URL(request.url).pathname} with ${status}.`);
};

/** The page at a path below the site's base, `/en/history/`, as UTF-8. Throws what the page throws. */
export async function renderPage(path: string): Promise<Uint8Array> {
  const response = await app.render(new Request(`http://localhost${path}`));
  return new Uint8Array(await response.arrayBuffer());
}
