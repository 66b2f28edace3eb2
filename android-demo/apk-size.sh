#!/usr/bin/env bash
# apk-size.sh: how large the app is without the native library. The classes that Maven compiled, shrunk by r8 as a release is, beside the
# resources that aapt2 linked, in one archive. Nothing signed, nothing that a phone could run: only a size. After `cargo xtask test android`.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=9.5.28
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn --quiet --batch-mode --non-recursive --file "$here/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get \
  -Dartifact=com.android.tools:r8:$version -Dtransitive=false >/dev/null || { echo "apk-size: no r8 $version to be had"; exit 3; }
repository=$(mvn --quiet --batch-mode --non-recursive --file "$here/pom.xml" org.apache.maven.plugins:maven-help-plugin:3.5.1:evaluate \
  -Dexpression=settings.localRepository -DforceStdout -Dstyle.color=never | sed "s,\x1b\[[0-9;]*m,,g")
jar() { find "$repository/$1" -name "$2" | sort | tail -1; }

# What the app itself is made of: never the tests' libraries.
for of in app/target/classes core/target/classes libs/target/classes; do (cd "$here/$of" && zip -q -r "$work/in.jar" . -x 'META-INF/*' -x 'androidx/test/*' -x 'androidx/compose/ui/test/*'); done
jars=("$work/in.jar")
while read -r path name; do
  found=$(jar "$path" "$name")
  [ -n "$found" ] && jars+=("$found")
done <<'JARS'
org/jetbrains/kotlin/kotlin-stdlib kotlin-stdlib-[0-9]*[0-9].jar
org/jetbrains/kotlinx/kotlinx-coroutines-core-jvm kotlinx-coroutines-core-jvm-*[0-9].jar
org/jetbrains/kotlinx/kotlinx-coroutines-android kotlinx-coroutines-android-*[0-9].jar
org/jetbrains/kotlinx/kotlinx-serialization-core-jvm kotlinx-serialization-core-jvm-1.7.3.jar
net/java/dev/jna/jna jna-*[0-9].jar
androidx/annotation/annotation-jvm annotation-jvm-*[0-9].jar
androidx/arch/core/core-common core-common-*[0-9].jar
androidx/collection/collection-jvm collection-jvm-1.5.0.jar
androidx/concurrent/concurrent-futures concurrent-futures-*[0-9].jar
androidx/lifecycle/lifecycle-common-jvm lifecycle-common-jvm-2.11.0.jar
JARS
rules=("$here/app/rules.pro")
while read -r rule; do rules+=("$rule"); done < <(find "$here/libs/target/aar" -name proguard.txt -not -path '*test*')
arguments=()
for rule in "${rules[@]}"; do arguments+=(--pg-conf "$rule"); done
cat >"$work/entry.pro" <<'RULES'
-keep class org.peerline.app.MainActivity { <init>(); }
-keep class org.peerline.app.PeerlineApplication { <init>(); }
-keep class org.peerline.app.platform.PendingJob { <init>(); }
-dontwarn **
RULES
library=$(jar org/robolectric/android-all 'android-all-14-*.jar')
java -Xmx2g -cp "$(jar com/android/tools/r8 "r8-$version.jar")" com.android.tools.r8.R8 --release --min-api 28 --output "$work" \
  --lib "$library" --lib "$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")" --pg-conf "$work/entry.pro" "${arguments[@]}" "${jars[@]}" >"$work/said" 2>&1 || { grep -m3 -i "error\|exception" "$work/said"; exit 1; }
cp "$here/libs/target/base.apk" "$work/app.apk"
(cd "$work" && zip -q -9 app.apk classes*.dex)
printf 'the app without the native library: %.2f MB (dex %.2f MB in the archive, to reach: 3 MB)\n' \
  "$(stat -c %s "$work/app.apk" | awk '{print $1/1e6}')" "$(unzip -lv "$work/app.apk" 'classes*.dex' | tail -1 | awk '{print $2/1e6}')"
