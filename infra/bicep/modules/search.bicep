metadata description = 'Azure AI Search for the index of mail, in the place of index files in Blob storage. No key opens it.'

param name string
param location string
param tags { *: string }
param identityName string
param identityPrincipalId string
param sku string
param isSemantic bool

resource service 'Microsoft.Search/searchServices@2025-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku }
  properties: {
    disableLocalAuth: true
    hostingMode: 'Default'
    partitionCount: 1
    publicNetworkAccess: 'Enabled'
    replicaCount: 1
    semanticSearch: isSemantic ? 'standard' : 'disabled'
  }
}

var roles = [
  '8ebe5a00-799e-43f5-93ac-243d3dce84a7' // Search Index Data Contributor
  '7ca78c08-252a-4471-8644-bb5ff32d4ba0' // Search Service Contributor
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(service.id, identityName, role)
    scope: service
    properties: {
      principalId: identityPrincipalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

output endpoint string = 'https://${service.name}.search.windows.net'
