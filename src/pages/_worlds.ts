import { type World, worldsOf } from '../components/world.ts';
import type { Shown } from '../derive/output-text.ts';
import { takeOver } from '../edge/handover.ts';

const { site, files, assets, preview } = takeOver();
export const worlds = worldsOf(site, files, assets, preview);

/** The first part of a route: nothing for the default language, the language for the others. */
export function inEachLanguage<Props>(
  of: (
    world: World,
  ) => readonly { params?: Record<string, string | undefined>; props?: Props; shown?: Shown }[] = () => [{}],
) {
  return worlds.flatMap((world) =>
    of(world).map(({ params, props, shown }) => ({
      // Astro hands this on as it is; ours says what goes into the page (src/edge/astro.ts).
      ...(shown === undefined ? {} : { cacheKey: JSON.stringify(shown) }),
      params: { lang: world.lang === site.config.languages[0] ? undefined : world.lang, ...params },
      props: { world, ...props } as { world: World } & Props,
    })),
  );
}

export const defaultWorld = worlds[0] as World;
