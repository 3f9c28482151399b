#!/bin/sh
# Does what the shell steps of pull-request.yml do, with files: a result of main, the comment of a branch that changes a scenario,
# and that of one whose result is of another model.
# Usage: docs/ci/try-comment.sh PATH_OF_BOOKING_SIM, from the root of a clone.
set -eu
program=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir -p "$place/main" "$place/branch"

compare() { # the step "Compare the branch"
  cd "$place/branch"
  "$program" check --baseline scenarios/baseline.json --against ../main.json --format markdown \
    > ../comment.md 2> ../errors.txt || [ -s ../comment.md ] || {
    echo '## booking-sim check: not comparable with main' > ../comment.md
    sed 's/^/    /' ../errors.txt >> ../comment.md
  }
  cd - > /dev/null
}

expect() { # a line of the comment
  grep -q -- "$1" "$place/comment.md" || { cat "$place/comment.md"; echo "the comment lacks: $1" >&2; exit 1; }
}

mkdir "$place/main/scenarios"
cp scenarios/rush-100.yaml "$place/main/scenarios/"
(
  cd "$place/main"
  "$program" check scenarios/rush-100.yaml --designs phase1,phase2 --seeds 1-2 --baseline scenarios/baseline.json --update --quiet
)
cp -R "$place/main/scenarios" "$place/branch/"

# The step "Result of main".
(
  cd "$place/main"
  "$program" check --baseline scenarios/baseline.json --format json > ../main.json || [ -s ../main.json ]
)

compare
expect '^## booking-sim check: equal'

sed -i.old 's/users: 100/users: 120/' "$place/branch/scenarios/rush-100.yaml"
compare
expect '^## booking-sim check: changed'
expect 'rush-100: another scenario'
expect '| better | rush-100 | phase1 | confirmed | 100 | 120 | +20.0 % | 2 of 2 |'
cat "$place/comment.md"

sed -i.old 's/"model_revision" : [0-9]*/"model_revision" : 0/' "$place/main.json"
compare
expect '^## booking-sim check: not comparable with main'
expect 'another revision of the model'
echo "all three comments are as expected"
