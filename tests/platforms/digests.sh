# shellcheck shell=bash
# Computes SHA-256 of files made by a build of the program, and compares those that must be equal on all
# platforms. The scripts in this folder read this file.

# quietly COMMAND…: shows the output only when the command fails.
quietly() {
  local printed
  printed=$("$@" 2>&1) || { echo "$printed" >&2; return 1; }
}

# make_inputs FOLDER PROGRAM: makes tones with all kinds of samples, noise, and these in each codec.
make_inputs() {
  local folder=$1 program=$2 name
  for name in pcm_u8 pcm_16 pcm_24 pcm_32 float double ulaw alaw; do
    quietly "$program" generate --count 2 --channels 2 --duration 1.7 --amplitude 0.9 --subtype "$name" \
      --output-dir "$folder/tones/$name"
  done
  quietly "$program" generate --count 2 --channels 2 --duration 1.7 --amplitude 0.5 --sample-rate 48000 \
    --output-dir "$folder/plain"
  quietly "$program" run "$folder/plain" --output-dir "$folder/noisy" --suffix "" --report "$folder.h5" \
    --transform gaussian_noise:stddev=0.02
  encode "$folder/noisy" "$folder/coded" "$program"
}

# encode INPUTS OUTPUTS COMMAND…: encodes in each codec.
encode() {
  local inputs=$1 outputs=$2 name
  shift 2
  for name in flac ogg opus mp3; do
    quietly "$@" run "$inputs" --output-dir "$outputs/$name" --suffix "" --report "$outputs-$name.h5" \
      --format "$name"
  done
}

# decode INPUTS OUTPUTS COMMAND…
decode() {
  local inputs=$1 outputs=$2
  shift 2
  quietly "$@" run "$inputs" --output-dir "$outputs" --suffix "" --report "$outputs.h5" --format wav \
    --subtype float
}

# digests INPUTS OUTPUTS COMMAND…: prints SHA-256 and name of each file in OUTPUTS: with `changed` samples,
# `encoded`, decoded again (`own`), and from the encoded inputs (`decoded`).
digests() {
  local inputs=$1 outputs=$2
  shift 2
  rm -rf "$outputs"
  mkdir -p "$outputs"
  quietly "$@" run "$inputs/tones" --output-dir "$outputs/changed" --suffix "" --report "$outputs.h5" \
    --seed 7 --threads 2 --dither tpdf --transform gaussian_noise:stddev=0.05 \
    --transform gain:min_gain_db=-6,max_gain_db=6 --transform gaussian_snr --transform normalize:peak=-1 \
    --transform clip:min=-0.8,max=0.8
  encode "$inputs/noisy" "$outputs/encoded" "$@"
  decode "$outputs/encoded" "$outputs/own" "$@"
  decode "$inputs/coded" "$outputs/decoded" "$@"
  (cd "$outputs" && find . -type f ! -name '*.h5' -printf '%P\0' | sort -z | xargs -0 sha256sum)
}

# compare_digests REFERENCE OTHER: prints which files agree. Fails when a file without a lossy codec
# differs.
compare_digests() {
  local kind same all status=0
  for kind in changed {encoded,own,decoded}/{flac,ogg,opus,mp3}; do
    all=$(grep -c "  $kind/" "$1")
    same=$(grep "  $kind/" "$1" | grep -c -F -x -f - "$2" || true)
    printf '  %-14s %2d of %2d files have the same digest\n' "$kind" "$same" "$all"
    case $kind in
      changed | own/flac | decoded/flac) [ "$same" -eq "$all" ] || status=1 ;;
    esac
  done
  return "$status"
}
