#!/bin/sh
# Makes the certificate that protects the app's keys, unless it is there. A new role takes a minute or two until it counts.
set -eu
vault=${KEY_VAULT_NAME:?run this through azd, which knows the name of the vault}
name=inboxmind
tries=0
until found=$(az keyvault certificate list --vault-name "$vault" --query "[?name=='$name'] | length(@)" --output tsv); do
  tries=$((tries + 1))
  [ "$tries" -lt 10 ] || { echo "You may not read the certificates of $vault: you need the role Key Vault Certificates Officer." >&2; exit 1; }
  sleep 30
done
if [ "$found" -gt 0 ]; then
  echo "The certificate $name is there."
  exit 0
fi
az keyvault certificate create --vault-name "$vault" --name "$name" --policy "$(az keyvault certificate get-default-policy)" --output none
echo "Made the certificate $name."
