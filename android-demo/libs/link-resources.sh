#!/usr/bin/env bash
# link-resources.sh TARGET APP: the AARs in TARGET/aars become TARGET/classes (their classes and the R classes) and, with the app's own
# resources, TARGET/base.apk. Needs aapt2 (Debian: aapt), unzip, zip and javac. Does nothing if nothing has changed.
set -euo pipefail
target=$1 app=$2
for tool in aapt2 unzip zip javac; do
  command -v "$tool" >/dev/null || { echo "link-resources: no $tool (Debian: apt install aapt unzip zip openjdk-17-jdk-headless)" >&2; exit 1; }
done

state=$({ cat "$0"; ls "$target/aars"; find "$app/src/main/res" "$app/generated/res" "$app/src/main/AndroidManifest.xml" -type f | sort | xargs sha256sum; } | sha256sum)
if [ -f "$target/base.apk" ] && [ "$(cat "$target/linked" 2>/dev/null)" = "$state" ]; then exit 0; fi
rm -rf "$target"/{aar,flat,gen,classes,linked}
mkdir -p "$target"/{aar,flat,gen,classes}
(cd "$target/framework" && rm -f ../framework.apk && zip -q -0 ../framework.apk AndroidManifest.xml resources.arsc)

count=0 packages=
for aar in "$target"/aars/*.aar; do
  folder="$target/aar/$(basename "$aar" .aar)"
  mkdir -p "$folder"
  unzip -q -o "$aar" -d "$folder"
  if [ -f "$folder/classes.jar" ]; then unzip -q -o "$folder/classes.jar" -x META-INF/MANIFEST.MF -d "$target/classes" || true; fi
  if [ -d "$folder/res" ] && [ -n "$(ls -A "$folder/res")" ]; then
    count=$((count + 1))
    aapt2 compile --dir "$folder/res" -o "$target/flat/$(printf %03d "$count").zip"
  fi
  packages="$packages:$(sed -n 's/.*package="\([^"]*\)".*/\1/p' "$folder/AndroidManifest.xml" | head -1)"
done
aapt2 compile --dir "$app/src/main/res" -o "$target/flat/own.zip"
aapt2 compile --dir "$app/generated/res" -o "$target/flat/words.zip"
aapt2 link -I "$target/framework.apk" --manifest "$app/src/main/AndroidManifest.xml" --java "$target/gen" \
  --extra-packages "${packages#:}" --auto-add-overlay --min-sdk-version 28 --target-sdk-version 36 -o "$target/base.apk" \
  "$target"/flat/0*.zip -R "$target/flat/own.zip" -R "$target/flat/words.zip"
find "$target/gen" -name '*.java' >"$target/gen/list"
javac -nowarn --release 11 -d "$target/classes" @"$target/gen/list"
echo "$state" >"$target/linked"
