#!/usr/bin/env bash
# Builds the API documentation of every room and fails on any warning:  docs/build-api.sh [FOLDER]
# FOLDER (.build/api when none is named) then has an archive for each room.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-.build/api}
symbols=$(mktemp -d)
trap 'rm -rf "$symbols"' EXIT
mkdir -p "$folder"

# The extractor that the plugin calls does not know the package, and leaves out every symbol whose type comes in by a
# `package import`. So the compiler writes the symbols of each room, and docc joins them with the plugin's.
swift build
plan=.build/debug.yaml
package=$(grep -o '"-module-name","VirtualTime",.*' "$plan" | grep -om1 '"-package-name","[^"]*"' | head -1 | cut -d'"' -f4)
settings=(-swift-version 6 -package-name "$package" -I "$(swift build --show-bin-path)/Modules")
for feature in ExistentialAny InternalImportsByDefault MemberImportVisibility NonisolatedNonsendingByDefault; do
  settings+=(-enable-upcoming-feature "$feature")
done
while read -r map; do settings+=(-Xcc "-$map"); done < <(grep -o 'fmodule-map-file=[^"]*' "$plan" | grep -v -- -tool | sort -u)
while read -r path; do settings+=(-I "$path"); done < <(grep -o '"-I","/[^"]*/include"' "$plan" | cut -d'"' -f4 | sort -u)

for catalogue in Sources/*/*.docc; do
  room=$(basename "$catalogue" .docc) target=$room access=package
  archive=$folder/$room.doccarchive
  if [ "$room" = CSimulationHooks ]; then
    # C has no symbols here, and gives the plugin nothing to begin with.
    docc convert "$catalogue" --warnings-as-errors --output-path "$archive"
  else
    # The command lines, executables, are internal; almost everything else is `package`.
    if [ "$room" = BookingSim ]; then target=booking-sim access=internal; fi
    if [ "$room" = BookingSimSync ]; then target=booking-sim-sync access=internal; fi
    mkdir "$symbols/$room"
    mapfile -t sources < <(find "Sources/$room" -name '*.swift' | sort)
    swiftc -emit-module -parse-as-library -module-name "${target//-/_}" -o "$symbols/$target.swiftmodule" "${settings[@]}" \
      -emit-symbol-graph -emit-symbol-graph-dir "$symbols/$room" -symbol-graph-minimum-access-level "$access" "${sources[@]}"
    # Parameters are told where their names do not say enough, so most of them have no text: that is no mistake.
    swift package --allow-writing-to-directory "$folder" generate-documentation --target "$target" \
      --symbol-graph-minimum-access-level "$access" --exclude-extended-types --additional-symbol-graph-dir "$symbols/$room" \
      --disable-parameters-and-returns-validation --warnings-as-errors --output-path "$archive" >"$symbols/log" 2>&1 ||
      { cat "$symbols/log"; exit 1; }
  fi
  pages=$(find "$archive/data/documentation" -name '*.json' | wc -l)
  echo "$room: $pages pages"
  if [ "$pages" -lt 2 ] && [ "$room" != CSimulationHooks ]; then
    echo "the documentation of $room is empty" >&2
    exit 1
  fi
done
echo "$folder"
