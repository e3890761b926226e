metadata description = 'The certificate that protects the app\'s keys, and the secrets of others.'

@maxLength(24)
param name string
param location string
param tags { *: string }
param identityName string
param identityPrincipalId string
param deployerId string
param deployerType string
param isPrivate bool

@secure()
param googleClientSecret string

@secure()
param microsoftClientSecret string

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'None', defaultAction: isPrivate ? 'Deny' : 'Allow' }
  }
}

resource google 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(googleClientSecret)) {
  parent: vault
  name: 'google-client-secret'
  properties: { value: googleClientSecret }
}

resource microsoft 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = if (!empty(microsoftClientSecret)) {
  parent: vault
  name: 'microsoft-client-secret'
  properties: { value: microsoftClientSecret }
}

var roles = [
  'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba' // Key Vault Certificate User
  '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(vault.id, identityName, role)
    scope: vault
    properties: {
      principalId: identityPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

@description('Key Vault Certificates Officer')
var officer = 'a4417e6f-fecd-4de8-b567-7b0420556985'

resource deployer 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(deployerId)) {
  name: guid(vault.id, deployerId, officer)
  scope: vault
  properties: {
    principalId: deployerId
    principalType: deployerType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', officer)
  }
}

output id string = vault.id
output uri string = vault.properties.vaultUri

@description('What an app setting refers to; no secret itself.')
#disable-next-line outputs-should-not-contain-secrets
output googleSecret string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=google-client-secret)'

@description('What an app setting refers to; no secret itself.')
#disable-next-line outputs-should-not-contain-secrets
output microsoftSecret string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=microsoft-client-secret)'
