import { basePath } from '../derive/addresses.ts';
import { CallError } from '../edge/call-error.ts';
import { serve } from '../edge/serve.ts';
import { buildOnce } from './build.ts';
import { type Command, textOf } from './command.ts';

const PORT = 4321;

/** Builds the site and serves it on this machine until it is stopped. */
export const start: Command = {
  name: 'start',
  summary: 'Builds the site, serves it on this machine and says at which address.',
  help: `  --at TIME   the whole site as it stood then: --at "2008-09-05 23:00", on the site's clocks; dist/ is left alone
  --port N    the port to listen on (${PORT}, or the next free one)
  --host H    the address to listen on (127.0.0.1: this machine alone)

Ctrl-C stops it. A public site is served by a host of static files, not by this.`,
  options: { at: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  async run(values, world) {
    const port = values.port === undefined ? PORT : Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535) {
      throw new CallError(`--port takes a number from 0 to 65535, not "${values.port}".`);
    }
    const built = await buildOnce(world, textOf(values.at));
    if (!built) return 1;
    const { site, output } = built;
    const server = await serve({
      dir: output,
      base: basePath(site.config),
      port,
      strictPort: values.port !== undefined,
      ...(typeof values.host === 'string' ? { host: values.host } : {}),
    });
    world.print(`Serving ${output}/ at ${server.url}  (Ctrl-C stops it)\n`);
    await world.stopped;
    await server.close();
    return 0;
  },
};
