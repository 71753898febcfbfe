#!/usr/bin/env bash
usage='Measures training on an OpenCL device, beside PyTorch on the same GPU where there is one, and writes
benchmarks/RESULTS-GPU.md. Takes about two minutes.

  benchmarks/run-gpu.sh

  MVN="mvn -o"                   how Maven is called; nothing is built if MVN=true
  JAVA=java                      a Java, with its options
  PYTHON=/usr/bin/python3        a Python with PyTorch for the GPU'
set -euo pipefail
export LC_ALL=C.UTF-8
cd "$(dirname "$0")"

if [[ $# -gt 0 ]]; then
  echo "$usage"
  exit 2
fi
${MVN:-mvn -ntp} -B -q -f .. -pl benchmarks -am -Prun package -Dmaven.test.skip
pytorch=target/pytorch-gpu.tsv
if ! "${PYTHON:-/usr/bin/python3}" pytorch.py gpu >$pytorch; then
  echo "== PyTorch is left out" >&2
  : >$pytorch
fi
{
  echo '# Benchmark results on a GPU'
  echo
  echo 'Written by `benchmarks/run-gpu.sh`, which says how. Do not edit.'
  echo
  echo "* Neurac: commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD || echo ', changed'), $(date -u +%F)"
  ${JAVA:-java} --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    -cp "target/classes:$(<target/classpath)" dev.neurac.benchmarks.OpenClBenchmark 3 $pytorch
} >target/RESULTS-GPU.md
mv target/RESULTS-GPU.md RESULTS-GPU.md
echo '== benchmarks/RESULTS-GPU.md is written'
