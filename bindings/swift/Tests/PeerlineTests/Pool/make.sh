#!/bin/sh
# make.sh PEERLINE: makes the signed pool beside it anew, with the coordinator's own command (PEERLINE, such as
# target/debug/peerline). 60 invented peers of whom half have the app, one relay where nobody answers. The keys that signed it
# are thrown away. The tests look at it by a clock that stands on the day it was made.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
peerline=$1
day=2026-11-21T12:00:00Z
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
run() { "$peerline" --now $day "$@" >/dev/null; }
sign() { for who in team union; do run pack sign "$1" --key keys/$who.key; done; }
bytes() { head -c "$1" /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }

mkdir pool
for who in team union; do run keys new --out keys --name $who; done
run root new pool --name Trial --region US-CA --pub keys/team.pub.json --pub keys/union.pub.json
sign pool/roots/1.json
run policy new pool --relay http://127.0.0.1:9
run bearer new member pool --out member.bearer
run bearer new board pool --out board.bearer
{
  echo id,name,agency,region,roles,experience,topics,languages,modalities,phone,text_ok,gender,veteran,designated_until,trained_until,listed_consent_on,key
  i=0
  while [ $i -lt 60 ]; do
    key=
    [ $((i % 2)) -eq 1 ] || key=$(bytes 32)
    id=$(printf 'A%s' "$(bytes 16 | cut -c 2-)")
    printf '%s,Invented Peer %02d,%s,US-CA,officer,injury,grief;stress,en;es,call;text,+19165550%03d,yes,,,2028-11-01,2028-11-01,2026-01-01,%s\n' \
      "$id" $i "$([ $((i % 3)) -eq 0 ] && echo 'Cedar County Sheriff' || echo 'Alder Valley Police')" $((100 + i)) "$key"
    i=$((i + 1))
  done
} >pool/roster.csv
cat >pool/limits.json <<'JSON'
{"id": "us-ca-trial", "version": 1, "jurisdiction": "US-CA",
 "common": [{"id": "harm", "layer": "statute", "source": "invented for tests",
   "text": {"en": "A peer may tell others to prevent a death.", "es": "Un par puede contarlo para evitar una muerte."}}],
 "agencies": {"Cedar County Sheriff": [{"id": "cedar", "layer": "agency", "source": "invented for tests",
   "text": {"en": "A peer must report abuse of a child.", "es": "Un par debe denunciar el maltrato a un menor."}}]}}
JSON
run pack build pool --out pack
sign pack/manifest.json
run pack verify pack --pool pool
rm -rf "$here/files"
mkdir "$here/files"
cp pack/manifest.json "$here/manifest.json"
find pack -type f ! -name manifest.json -exec cp {} "$here/files/" \;
"$peerline" --now $day enrol member pool --bearer member.bearer | grep -o 'PEERLINE1:[A-Za-z0-9_-]*' | head -n 1 >"$here/card"
