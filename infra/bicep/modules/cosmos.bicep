metadata description = 'The state: three containers, and a role that reads and writes items but makes no containers.'

@maxLength(44)
param name string
param location string
param tags { *: string }
param identityName string
param identityPrincipalId string
param isServerless bool
param maxThroughput int
param isPrivate bool

// As CosmosContainers in src/Azure has them; a test compares the two.
var containers = [
  {
    name: 'users'
    key: '/user'
    indexed: [
      '/sort/?'
      '/thread/?'
      '/within/[]/?'
      '/attached/?'
      '/at/?'
      '/pending/?'
      '/known/?'
      '/reading/?'
      '/message/?'
      '/remote/?'
      '/root/?'
      '/turn/?'
      '/listed/?'
      '/place/?'
      '/mailbox/?'
      '/asked/?'
      '/conversation/?'
      '/sources/[]/?'
      '/expires/?'
      '/organisation/?'
      '/email/?'
      '/name/?'
      '/pseudonym/?'
    ]
  }
  {
    name: 'lookups'
    key: '/shard'
    indexed: [
      '/due/?'
      '/since/?'
      '/user/?'
      '/organisation/?'
      '/expires/?'
      '/begun/?'
      '/hour/?'
    ]
  }
  {
    name: 'audit'
    key: '/organisation'
    indexed: [
      '/place/?'
      '/kind/?'
      '/outcome/?'
      '/actor/?'
      '/subject/?'
      '/request/?'
    ]
  }
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2026-03-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: isServerless ? [{ name: 'EnableServerless' }] : []
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    enableAutomaticFailover: false
    enableMultipleWriteLocations: false
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2026-03-15' = {
  parent: account
  name: 'inboxmind'
  properties: {
    resource: { id: 'inboxmind' }
    options: isServerless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }
  }
}

resource all 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2026-03-15' = [
  for container in containers: {
    parent: database
    name: container.name
    properties: {
      resource: {
        id: container.name
        partitionKey: { kind: 'Hash', version: 2, paths: [container.key] }
        defaultTtl: -1
        indexingPolicy: {
          indexingMode: 'consistent'
          automatic: true
          includedPaths: [for path in concat(['${container.key}/?'], container.indexed): { path: path }]
          excludedPaths: [{ path: '/*' }]
        }
      }
    }
  }
]

// Cosmos DB Built-in Data Contributor
resource contributor 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2026-03-15' existing = {
  parent: account
  name: '00000000-0000-0000-0000-000000000002'
}

resource assignment 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2026-03-15' = {
  parent: account
  name: guid(account.id, identityName, contributor.id)
  properties: {
    principalId: identityPrincipalId
    roleDefinitionId: contributor.id
    scope: account.id
  }
}

output id string = account.id
output name string = account.name
output endpoint string = account.properties.documentEndpoint
output database string = database.name
