#!/usr/bin/env bash
# From the files of the teams to a gateway: each step reads what the one before wrote.
#
#   pipeline.sh FOLDER [diff|sync]
#
# The state files go to FOLDER, one per team. The address of the gateway is taken from FAIRLEAD_KONG_ADDR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?a folder for the results is missing}
verb=${2:-diff}
mkdir -p "$out"

build() { # FILE TEAM
  fairlead file add-plugins -s "$here/$1" "$here/shared-plugins.yaml" |
    fairlead file patch -s - "$here/staging.yaml" |
    fairlead file add-tags -s - "team-$2" |
    fairlead file namespace -s - --path-prefix /staging -o "$out/$1"
}

build orders.yaml orders
build accounts.json accounts

for file in orders.yaml accounts.json; do
  fairlead file lint -s "$out/$file" "$here/rules.yaml" --fail-severity warn
  fairlead file validate "$out/$file"
done

# One file of all teams, for whoever wants to read it.
fairlead file merge "$out/orders.yaml" "$out/accounts.json" -o "$out/all.yaml"

# Each team changes its own entities alone.
fairlead gateway "$verb" --select-tag team-orders "$out/orders.yaml"
fairlead gateway "$verb" --select-tag team-accounts "$out/accounts.json"
