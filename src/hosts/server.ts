/**
 * A shell script that brings a built site to a server of one's own, or to a folder of this machine, and puts it in place by
 * one `rename` of the link `current`, which is what the server names as its root.
 */
export function publishScript(): string {
  return `#!/bin/sh
# Made by "npm run host-files". Usage: sh publish.sh DEST [FOLDER]
# Brings FOLDER (dist) to DEST: you@host:/srv/status, or /srv/status on this machine, where the web server's root is
# DEST/current. Needs rsync on both sides. Whoever asks is given the old site or the new one, never a mixture;
# the last three sites stay, and "ln -s releases/TIME current.new && mv -T current.new current" goes back to one.
set -eu
dest=\${1:?Name where to: sh publish.sh you@host:/srv/status [FOLDER]}
folder=\${2:-dist}
case $dest in
  *:*) host=\${dest%%:*} place=\${dest#*:} ;;
  *) host='' place=$dest ;;
esac
there() { if [ -n "$host" ]; then ssh "$host" "$1"; else sh -c "$1"; fi; }

new=$(date -u +%Y%m%dT%H%M%SZ)-$$
same=$(there "mkdir -p '$place/releases' && if [ -e '$place/current' ]; then echo --link-dest=../../current/; fi")
# By content: a file that did not change is the same file, with the same time, and followers are not sent it again.
rsync -rc $same "$folder/" "$dest/releases/$new/"
# What is asked for most is compressed once, here, and not for each who asks.
there "set -eu
  cd '$place/releases/$new'
  find . -type d \\\\( -name incidents -o -name history -o -name pagefind \\\\) -prune -o \\\\
    -type f -size +1k \\\\( ${COMPRESSED.map((ending) => `-name '*${ending}'`).join(' -o ')} \\\\) -exec gzip -9fkn {} +
  cd '$place'
  ln -s 'releases/$new' 'current.$new'
  mv -T 'current.$new' current
  ls -1 releases | sort | head -n -3 | while read -r old; do rm -rf \\"releases/\\$old\\"; done"
echo "$dest/current is $new"
`;
}

/** What followers and the first page take. */
const COMPRESSED = ['.html', '.xml', '.atom', '.rss', '.json', '.jsonl', '.ics'];
