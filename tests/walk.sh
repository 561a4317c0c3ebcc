#!/usr/bin/env bash
# A stranger's walk: from a clone to a published incident, served by nginx, by what README.md and docs/ say and no more.
# Each step names the page that tells it, and fails where that page tells it no longer. Needs git, npm, curl and nginx.
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
root=$(mktemp -d)
chmod 755 "$root" # nginx reads as a user of its own
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$root"' EXIT
started=$(date +%s)

command -v nginx >/dev/null || { echo "The walk needs nginx (apt-get install nginx)." >&2; exit 2; }

# step PAGE "WHAT IT SAYS" COMMAND…
step() {
  grep -qF -- "$2" "$here/$1" || { echo "$1 does not say \"$2\" any more." >&2; exit 1; }
  echo "— $1: $2   ($(($(date +%s) - started)) s)"
  "${@:3}"
}

port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
url="http://127.0.0.1:$port"
site="$root/status"
export GIT_AUTHOR_NAME=Stranger GIT_AUTHOR_EMAIL=stranger@example.com
export GIT_COMMITTER_NAME=Stranger GIT_COMMITTER_EMAIL=stranger@example.com
export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

step docs/OPERATING.md 'git clone' git clone --quiet "$here" "$site"
cd "$site"
step README.md 'npm ci' npm ci --no-audit --no-fund --loglevel=error
step README.md 'npm run init' npm run --silent init -- \
  --name Acme --url "$url" --languages en --zone Europe/Berlin --component Website --component api=API --yes
step README.md 'npm run new' npm run --silent new -- \
  --title "The website cannot be reached" --component "website: major outage" --message "We are looking into it." --yes
step README.md 'npm run check' npm run --silent check
step README.md 'npm run release -- --first' npm run --silent release -- --first
step docs/OPERATING.md 'Commit `incidents/`' npm run --silent record:commit
git add --all && git commit --quiet --message "Our own site"

step docs/deploy/nginx.md 'npm run host-files' npm run --silent host-files > /dev/null
cat > "$root/nginx.conf" <<NGINX
pid $root/pid; daemon off; worker_processes 1;
events {}
http {
  access_log off; client_body_temp_path $root/temp; proxy_temp_path $root/temp; fastcgi_temp_path $root/temp;
  uwsgi_temp_path $root/temp; scgi_temp_path $root/temp;
  include $site/host-files/nginx/tsuiki-maps.conf;
  server {
    listen 127.0.0.1:$port;
    root $site/dist;
    include $site/host-files/nginx/tsuiki-server.conf;
  }
}
NGINX
step docs/deploy/nginx.md 'name the `dist/` of the checkout as `root`' true
nginx -p "$root" -c "$root/nginx.conf" -e "$root/error.log" &
server=$!
for _ in $(seq 50); do curl --silent --fail --output /dev/null "$url/" && break; sleep 0.1; done

shows() { grep -qF -- "$2" <<< "$(curl --silent --show-error --fail "$url$1")" || { echo "$url$1 does not show \"$2\"." >&2; exit 1; }; }
shows / 'The website cannot be reached'
shows /feed.xml 'We are looking into it.'
curl --silent --head "$url/" | grep -qi '^x-content-type-options: nosniff' || { echo "The headers of docs/deploy/ are missing." >&2; exit 1; }
shows /api/v2/status.json '"indicator":"major"'
echo "A first incident is public after $(($(date +%s) - started)) s."

incident=$(basename incidents/2*/*.md .md)
step docs/OPERATING.md 'npm run resolve' npm run --silent resolve -- "$incident" --message "It can be reached again." --yes
step docs/OPERATING.md 'npm run release' npm run --silent release
shows "/incidents/$incident/" 'It can be reached again.'
step README.md 'npm run verify -- URL' npm run --silent verify -- "$url"

seconds=$(($(date +%s) - started))
echo "The walk took $seconds s, from the clone to an incident that is resolved and proven; ten minutes are allowed."
[ "$seconds" -lt 600 ]
