import { caddySnippet } from './caddy.ts';
import { cloudFrontHeaders, cloudFrontRequest, cloudFrontResponse, s3Upload } from './cloudfront.ts';
import { nginxMaps, nginxServer } from './nginx.ts';
import type { Redirect } from './redirects.ts';
import { publishScript } from './server.ts';

/** A file for a host, and what is done with it. */
export interface HostFile {
  readonly path: string;
  readonly body: string;
  readonly use: string;
}

/**
 * The settings of every host that reads none from what is published, for a site whose address has the path `base` (empty,
 * or `/status`), and whose old addresses lead on.
 */
export function hostFiles(base: string, redirects: readonly Redirect[]): readonly HostFile[] {
  return [
    {
      path: 'nginx/tsuiki-maps.conf',
      body: nginxMaps(base),
      use: 'to /etc/nginx/conf.d/, which the http block includes',
    },
    {
      path: 'nginx/tsuiki-server.conf',
      body: nginxServer(base, redirects),
      use: 'to /etc/nginx/snippets/; include it in your server block',
    },
    {
      path: 'caddy/tsuiki.caddy',
      body: caddySnippet(base, redirects),
      use: 'to /etc/caddy/; import it at the top of the Caddyfile, and (tsuiki) in your site',
    },
    {
      path: 'server/publish.sh',
      body: publishScript(),
      use: 'brings dist/ to a server of your own, and puts it in place in one step',
    },
    { path: 'aws/s3-upload.sh', body: s3Upload(), use: 'uploads dist/ to a bucket' },
    {
      path: 'aws/response-headers-policy.json',
      body: cloudFrontHeaders(),
      use: 'the headers of every answer of CloudFront',
    },
    {
      path: 'aws/viewer-request.js',
      body: cloudFrontRequest(redirects),
      use: 'a CloudFront function: pages of folders, old addresses',
    },
    {
      path: 'aws/viewer-response.js',
      body: cloudFrontResponse(base),
      use: 'a CloudFront function: headers of some paths',
    },
  ];
}
