metadata description = 'Azure OpenAI with a chat and an embedding model. No key opens it.'

param name string
param location string
param tags { *: string }
param identityName string
param identityPrincipalId string
param chatModel { name: string, version: string }
param embeddingModel { name: string, version: string, dimensions: int }
param capacity int

resource account 'Microsoft.CognitiveServices/accounts@2026-09-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: { name: 'S0' }
  properties: {
    customSubDomainName: toLower(name)
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource chat 'Microsoft.CognitiveServices/accounts/deployments@2026-09-01' = {
  parent: account
  name: chatModel.name
  sku: { name: 'GlobalStandard', capacity: capacity }
  properties: {
    model: { format: 'OpenAI', name: chatModel.name, version: chatModel.version }
    versionUpgradeOption: 'NoAutoUpgrade'
  }
}

// The service makes one deployment at a time.
resource embedding 'Microsoft.CognitiveServices/accounts/deployments@2026-09-01' = {
  parent: account
  name: embeddingModel.name
  sku: { name: 'GlobalStandard', capacity: capacity }
  properties: {
    model: { format: 'OpenAI', name: embeddingModel.name, version: embeddingModel.version }
    versionUpgradeOption: 'NoAutoUpgrade'
  }
  dependsOn: [chat]
}

var role = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd' // Cognitive Services OpenAI User

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, identityName, role)
  scope: account
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}

output endpoint string = account.properties.endpoint
