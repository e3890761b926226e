metadata description = 'The Functions app on Flex Consumption, with every setting that a deployment decides.'

param suffix string
param location string
param tags { *: string }
param identityId string
param identityClientId string
param subnetId string
param storageName string
param packageContainer string
param insightsName string
param instanceMemory int
param maximumInstances int
param alwaysReady int
param cosmosEndpoint string
param cosmosDatabase string
param vaultUri string
param searchEndpoint string
param searchSemantic bool
param openAiEndpoint string
param openAiTokensPerMinute string
param chatModel string
param embeddingModel string
param embeddingDimensions string
param embeddingTokensPerDay int
param shippedModel bool
param googleClientId string
#disable-next-line secure-secrets-in-params // A reference to a secret, not the secret.
param googleSecret string
param microsoftClientId string
#disable-next-line secure-secrets-in-params // A reference to a secret, not the secret.
param microsoftSecret string
param operators string
param publicAddress string
param organisationDomain string
param organisationTenant string
param syncBy string
param syncEveryMinutes int
param syncShards int
param questionsPerDay int

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'asp-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: 'func-${suffix}'
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2', ftpsState: 'Disabled', http20Enabled: true }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainer
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady == 0 ? [] : [{ name: 'http', instanceCount: alwaysReady }]
      }
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // One literal object: what is in it is compared with what the app reads. Empty is as not set.
  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__accountName: storageName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsDisableHomepage: 'true'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      InboxMind__Environment: 'production'
      InboxMind__Telemetry__AzureMonitor: insights.properties.ConnectionString
      InboxMind__Azure__ClientId: identityClientId
      InboxMind__Azure__KeyVault__Uri: vaultUri
      InboxMind__Cosmos__accountEndpoint: cosmosEndpoint
      InboxMind__Cosmos__database: cosmosDatabase
      InboxMind__Search__Endpoint: searchEndpoint
      InboxMind__Search__Semantic: searchSemantic ? 'true' : 'false'
      InboxMind__Models__Chat__Endpoint: openAiEndpoint
      InboxMind__Models__Chat__Model: chatModel
      InboxMind__Models__Chat__Deployment: chatModel
      InboxMind__Models__Chat__TokensPerMinute: openAiTokensPerMinute
      InboxMind__Models__Embedding__Endpoint: openAiEndpoint
      InboxMind__Models__Embedding__Model: embeddingModel
      InboxMind__Models__Embedding__Deployment: embeddingModel
      InboxMind__Models__Embedding__TokensPerMinute: openAiTokensPerMinute
      InboxMind__Models__Embedding__Dimensions: embeddingDimensions
      InboxMind__Models__Embedding__TokensPerDay: string(embeddingTokensPerDay)
      InboxMind__Models__Embedding__Shipped: shippedModel ? 'true' : 'false'
      InboxMind__Accounts__Google__ClientId: googleClientId
      InboxMind__Accounts__Google__ClientSecret: googleSecret
      InboxMind__Accounts__Microsoft__ClientId: microsoftClientId
      InboxMind__Accounts__Microsoft__ClientSecret: microsoftSecret
      InboxMind__Accounts__Operators: operators
      InboxMind__Accounts__PublicAddress: publicAddress
      InboxMind__Accounts__Organisations__0__Domain: organisationDomain
      InboxMind__Accounts__Organisations__0__MicrosoftTenant: organisationTenant
      InboxMind__Sync__By: syncBy
      InboxMind__Sync__EveryMinutes: string(syncEveryMinutes)
      InboxMind__Index__CacheMegabytes: '512'
      InboxMind__Sync__Shards: string(syncShards)
      InboxMind__Limits__Proxies: '1'
      InboxMind__Answers__QuestionsPerDay: string(questionsPerDay)
    }
  }
}

output name string = app.name
output address string = 'https://${app.properties.defaultHostName}'
