#!/usr/bin/env bash
usage='Measures Neurac beside other libraries and writes benchmarks/RESULTS.md.

  benchmarks/run.sh                     measures everything (about 14 minutes), then reports
  benchmarks/run.sh report              reports again what was measured last
  benchmarks/run.sh against COMMIT [PATTERN]
                                        measures this checkout beside that of a commit, and the
                                        commit beside itself, in turns; prints what got slower or
                                        faster (7 minutes a round): all benchmarks of ours, or
                                        those whose name and parameters match the pattern

It runs on the newest JDK installed and on the one in use, on one thread and on two. Every side has
a process of its own; a round lets each of them work once. A library that cannot be had is left out.
The machine should do nothing else meanwhile.

  ROUNDS=2                       how often everything is measured (3 for "against")
  MVN="mvn -o"                   how Maven is called
  PYTHON=/usr/bin/python3        a Python with PyTorch (Debian: python3-torch, libopenblas0)
  FLAGS="--add-modules jdk.incubator.vector"   what our JVMs are given'
set -euo pipefail
cd "$(dirname "$0")"

rounds=${ROUNDS:-2}
pattern=
maven=${MVN:-mvn -ntp}
python=${PYTHON:-/usr/bin/python3}
flags=${FLAGS---add-modules jdk.incubator.vector}
results=$PWD/target/results
log=$results/log.txt

main() {
  case ${1:-} in
    '') ;;
    report)
      choose_javas
      report
      return
      ;;
    against)
      against "${2:?name a commit}" "${3:-}"
      return
      ;;
    *)
      echo "$usage"
      return 2
      ;;
  esac
  rm -rf "$results"
  mkdir -p "$results"
  load=$(cut -d' ' -f1 /proc/loadavg) # Before this script makes one.
  choose_javas
  build_all
  choose_python
  describe >"$results/machine.md"
  cat "$results/machine.md"
  if [[ ${load%.*} -gt 0 ]]; then
    echo '== the machine is busy with other things: the figures will be no good' >&2
  fi
  for ((round = 1; round <= rounds; round++)); do
    measure "$round"
  done
  report
}

# against COMMIT PATTERN: three sides, "now", "commit" and "again", the commit once more, each with a
# folder of results for each round. What the commit differs by from itself is what the machine does.
against() {
  local commit checkout=$PWD/target/against/checkout round side
  commit=$(git rev-parse --verify --short "$1^{commit}")
  rm -rf target/against
  git worktree prune
  git worktree add -q --detach "$checkout" "$commit"
  trap 'git worktree remove --force "'"$checkout"'"' EXIT
  results=$PWD/target/against/results
  log=$results/log.txt
  mkdir -p "$results"
  choose_javas
  openblas=(env)
  build ''
  echo "== building $commit"
  $maven -B -q -f "$checkout" -pl benchmarks -am -Prun package -Dmaven.test.skip >>"$log" 2>&1
  for ((round = 1; round <= ${ROUNDS:-3}; round++)); do
    for side in now commit again; do
      echo "== round $round of ${ROUNDS:-3}: $side"
      side "$side" "$round" "$checkout" "$2"
    done
  done
  "$older" -cp "target/classes:$(<target/classpath)" dev.neurac.benchmarks.Comparison \
    "$results" "$commit"
}

# side NAME ROUND CHECKOUT PATTERN: lets one of the three sides work once.
side() (
  [[ $1 == now ]] || cd "$3/benchmarks"
  results=$results/$1/$2
  pattern=$4
  mkdir -p "$results"
  ours "$2" "$newer" 1
  ours "$2" "$newer" 2
  [[ $newer == "$older" ]] || ours "$2" "$older" 1
)

# 17 for the java of Java 17.
version_of() {
  "$1" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.specification\.version = \([0-9]*\)$/\1/p'
}

# The java in use is the older one; the newest that the system knows of, or that lies beside it, the
# newer.
choose_javas() {
  older=$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")
  older_version=$(version_of "$older")
  newer=$older
  newer_version=$older_version
  local candidate found
  for candidate in $(update-alternatives --list java 2>/dev/null || true) \
    "$(dirname "$(dirname "$(dirname "$older")")")"/*/bin/java; do
    [[ -x $candidate ]] || continue
    found=$(version_of "$candidate")
    if [[ ${found:-0} -gt $newer_version ]]; then
      newer=$candidate
      newer_version=$found
    fi
  done
}

# Ours and each library in a folder of its own; what cannot be built is left out.
build_all() {
  build ''
  local library
  libraries=()
  for library in djl dl4j onnx; do
    if build "$library"; then
      libraries+=("$library")
    else
      echo "== $library cannot be built and is left out; see $log" >&2
    fi
  done
}

build() {
  echo "== building ${1:-ours}"
  $maven -B -q -f .. -pl benchmarks -am -Prun${1:+,$1} package -Dmaven.test.skip >>"$log" 2>&1
}

# A setting for OpenBLAS's kernels that lies in the environment is dropped if OpenBLAS works
# without. The slow reference BLAS is refused.
choose_python() {
  openblas=(env)
  if OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 \
    env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE "$python" pytorch.py check >/dev/null 2>&1; then
    openblas=(env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE)
  fi
  if ! on_threads 1 "$python" pytorch.py check; then
    echo "== Python's PyTorch is left out" >&2
    python=
  fi
}

# All libraries take their number of threads from these. Waiting threads of OpenMP sleep: spinning,
# PyTorch's two pools of two (forward and backward) took 40 times as long on two cores.
on_threads() {
  OMP_NUM_THREADS=$1 OPENBLAS_NUM_THREADS=$1 MKL_NUM_THREADS=$1 OMP_WAIT_POLICY=PASSIVE \
    "${openblas[@]}" "${@:2}"
}

describe() {
  local cpu
  cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
  echo "* Machine: $cpu, $(nproc) processors, $(uname -sr);" \
    "load before the run $load"
  echo "* Neurac: commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD || echo ', changed')," \
    "$(date -u +%F), ${flags:-without the vector module}"
  echo "* Java $newer_version: $(full_version "$newer")"
  [[ $newer == "$older" ]] || echo "* Java $older_version: $(full_version "$older")"
  if [[ -n $python ]]; then
    local threads
    for threads in 1 2; do
      echo "* $(on_threads $threads "$python" pytorch.py check)"
    done
  fi
  echo "* From Maven: ${libraries[*]:-none}:" \
    "$(sed -n 's/^ *<\(djl\|djl\.pytorch\|dl4j\|onnxruntime\|jmh\)\.version>\(.*\)<.*/\1 \2/p' \
      pom.xml | paste -sd, | sed 's/,/, /g')"
}

full_version() {
  "$1" -version 2>&1 | sed -n 2p
}

has() {
  [[ " ${libraries[*]:-} " == *" $1 "* ]]
}

measure() {
  local threads java
  for threads in 1 2; do
    echo "== round $1 of $rounds, threads: $threads"
    if [[ -n $python ]]; then
      on_threads $threads "$python" pytorch.py measure $threads "$results/$1-python-$threads.json" \
        >>"$log" 2>&1 || failed python
    fi
    ours "$1" "$newer" $threads
    if has djl; then
      theirs "$1" djl $threads
    fi
    if has onnx; then
      theirs "$1" onnx $threads
    fi
    if has dl4j; then
      theirs "$1" dl4j $threads -p work=20-128-256-4/8
    fi
    if [[ $newer != "$older" ]]; then
      ours "$1" "$older" $threads
    fi
  done
  processes
  if [[ $1 == 1 ]]; then
    echo "== kernels and allocation"
    jmh "$newer" target "$1-twins" 1 KernelBenchmark -p kernels=plain,best \
      -p shape=8-20-128,8-128-256,256-128-256,64-784-128,512-784-128
    for java in $(printf '%s\n' "$newer" "$older" | uniq); do
      for threads in 1 2; do
        in_ours "$java" $threads dev.neurac.benchmarks.Allocation >>"$results/figures.tsv" \
          2>>"$log" || failed Allocation
      done
    done
  fi
}

ours() {
  local name
  name=$1-ours-$(version_of "$2")-$3
  jmh "$2" target "$name-sgd" "$3" TrainingBenchmark -p optimizer=Sgd
  jmh "$2" target "$name-predict" "$3" '\.PredictionBenchmark'
  if [[ $3 == 1 ]]; then
    jmh "$2" target "$name-adam" "$3" TrainingBenchmark -p optimizer=Adam \
      -p work=20-128-256-4/8,20-128-256-4/256
    jmh "$2" target "$name-product" "$3" 'KernelBenchmark\.multiply$' \
      -p shape=64-784-128,512-784-128,1024-1024-1024
  fi
}

theirs() {
  jmh "$newer" "target/$2" "$1-$2-$3" "$3" '\.(Djl|Dl4j|Onnx)[^.]*\.' "${@:4}"
}

# jmh JAVA FOLDER NAME THREADS BENCHMARKS [OPTION...], if those match the pattern
jmh() {
  [[ "${*:5}" =~ $pattern ]] || return 0
  local arguments="-Dneurac.threads=$4 --enable-native-access=ALL-UNNAMED"
  local warm_up=(-wi 4 -w 300ms)
  if [[ $2 == target ]]; then
    arguments+=" $flags"
    warm_up=(-wi 5 -w 400ms) # Ours is compiled first, theirs is native.
  else
    arguments+=" -Dai.djl.pytorch.num_threads=$4 -Dai.djl.pytorch.num_interop_threads=1"
    arguments+=" -Dai.djl.offline=true -DDJL_CACHE_DIR=$PWD/target/djl-cache"
  fi
  if [[ $2 == */dl4j ]]; then
    warm_up=(-wi 10 -w 500ms) # Most of DL4J is Java, and much of it.
  fi
  on_threads "$4" "$1" -cp "$2/classes:$(<"$2/classpath")" org.openjdk.jmh.Main "$5" \
    -f 1 "${warm_up[@]}" -i 4 -r 150ms -jvmArgs "$arguments" \
    -rf json -rff "$results/$3.json" "${@:6}" >>"$log" 2>&1 || failed "$3"
}

failed() {
  echo "== $1 failed; see $log" >&2
}

# in_ours JAVA THREADS CLASS [ARGUMENT...]
in_ours() {
  # shellcheck disable=SC2086
  "$1" ${module-$flags} "-Dneurac.threads=$2" -cp "target/classes:$(<target/classpath)" "${@:3}"
}

# Processes from start to end, in turn. The first of each reads its files from the disk, and is
# left out.
processes() {
  echo "== processes"
  local i java version
  for i in 0 1 2 3 4; do
    for java in $(printf '%s\n' "$newer" "$older" | uniq); do
      version=$(version_of "$java")
      module=$flags timed FirstPrediction vector "$version" "$i" \
        in_ours "$java" 1 dev.neurac.benchmarks.FirstPrediction target/first.safetensors
      module='' timed FirstPrediction plain "$version" "$i" \
        in_ours "$java" 1 dev.neurac.benchmarks.FirstPrediction target/first.safetensors
      if has onnx; then
        timed OnnxFirstPrediction '' "$version" "$i" "$java" --enable-native-access=ALL-UNNAMED \
          -cp "target/onnx/classes:$(<target/onnx/classpath)" \
          dev.neurac.benchmarks.OnnxFirstPrediction target/first.onnx
      fi
      if [[ $i -lt 3 ]]; then
        module=$flags timed WholeTraining vector "$version" "$i" \
          in_ours "$java" 1 dev.neurac.benchmarks.WholeTraining
        module='' timed WholeTraining plain "$version" "$i" \
          in_ours "$java" 1 dev.neurac.benchmarks.WholeTraining
      fi
    done
    if [[ -n $python && $i -lt 3 ]]; then
      timed PyTorchTraining '' 0 "$i" on_threads 1 "$python" pytorch.py train
    fi
  done
}

# timed NAME PARAMETERS VERSION I COMMAND...: adds a line to figures.tsv unless I is 0
timed() {
  local began=${EPOCHREALTIME/[.,]/} ended
  if ! "${@:5}" >>"$log" 2>&1; then
    failed "$1"
    return
  fi
  ended=${EPOCHREALTIME/[.,]/}
  [[ $4 == 0 ]] ||
    printf '%s\t%s\t%s\t1\t%s\n' "$1" "$2" "$3" $(((ended - began) * 1000)) >>"$results/figures.tsv"
}

report() {
  {
    echo '# Benchmark results'
    echo
    echo 'Written by `benchmarks/run.sh`, which says how. Do not edit.'
    echo
    cat "$results/machine.md"
    echo
    "$older" -cp "target/classes:$(<target/classpath)" \
      dev.neurac.benchmarks.Report "$results" "$newer_version" "$older_version"
  } >target/RESULTS.md
  mv target/RESULTS.md RESULTS.md
  echo '== benchmarks/RESULTS.md is written'
}

main "$@"
