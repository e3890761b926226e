metadata description = 'Azure OpenAI with a chat and an embedding model. The app speaks to it as to any OpenAI-compatible endpoint, with a key from Key Vault.'

param name string
param location string
param tags { *: string }
param vaultName string
param chatModel { name: string, version: string }
param embeddingModel { name: string, version: string, dimensions: int }
param capacity int

resource account 'Microsoft.CognitiveServices/accounts@2026-07-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    customSubDomainName: toLower(name)
    publicNetworkAccess: 'Enabled'
  }
}

resource chat 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: account
  name: chatModel.name
  sku: { name: 'GlobalStandard', capacity: capacity }
  properties: {
    model: { format: 'OpenAI', name: chatModel.name, version: chatModel.version }
    versionUpgradeOption: 'NoAutoUpgrade'
  }
}

// The service makes one deployment at a time.
resource embedding 'Microsoft.CognitiveServices/accounts/deployments@2026-07-01' = {
  parent: account
  name: embeddingModel.name
  sku: { name: 'GlobalStandard', capacity: capacity }
  properties: {
    model: { format: 'OpenAI', name: embeddingModel.name, version: embeddingModel.version }
    versionUpgradeOption: 'NoAutoUpgrade'
  }
  dependsOn: [chat]
}

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vaultName
}

resource key 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = {
  parent: vault
  name: 'openai-key'
  properties: { value: account.listKeys().key1 }
}

output endpoint string = '${account.properties.endpoint}openai/v1'

@description('What an app setting refers to; no secret itself.')
#disable-next-line outputs-should-not-contain-secrets
output keySecret string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=${key.name})'
