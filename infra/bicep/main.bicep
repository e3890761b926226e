targetScope = 'subscription'

metadata description = 'InboxMind on Azure: a Functions app on Flex Consumption, its state in Cosmos DB and Blob storage, its keys in Key Vault.'

@minLength(1)
@maxLength(32)
@description('Name of the environment; part of the name of the resource group. Free.')
param environmentName string

@minLength(1)
@description('Region of all resources. Prices differ by region.')
param location string

@description('Object id of who deploys, who makes the certificate in Key Vault and may read the budget. Empty: no one gets that role. Free.')
param principalId string = ''

@allowed(['User', 'ServicePrincipal', 'Group'])
@description('What principalId is. Free.')
param principalType string = 'User'

@description('More tags for every resource. Free.')
param tags { *: string } = {}

@allowed(['serverless', 'provisioned'])
@description('serverless: paid by request, up to 1 TB a container. provisioned: paid by the hour, cheaper once a seventh of it is used.')
param cosmosMode string = 'serverless'

@minValue(1000)
@maxValue(1000000)
@description('Most request units a second of the whole database where it is provisioned; a tenth of it is paid at least.')
param cosmosMaxThroughput int = 1000

@allowed([512, 2048, 4096])
@description('Memory of an instance in MB; each second of work is paid by it. The index of the largest mailbox has to fit several times.')
param instanceMemory int = 2048

@minValue(40)
@maxValue(1000)
@description('Most instances at once: bounds what a flood of work can cost.')
param maximumInstances int = 100

@minValue(0)
@maxValue(10)
@description('Instances that always wait for requests: no cold start, and each is paid all month.')
param alwaysReady int = 0

@description('Also deploy Azure OpenAI with a chat and an embedding model, paid by token. Without it answers are quotes, which is free.')
param openAi bool = false

@description('Region of Azure OpenAI; that of the others unless set.')
param openAiLocation string = location

@description('The chat model.')
param chatModel { name: string, version: string } = { name: 'gpt-4.1-mini', version: '2025-04-14' }

@description('The embedding model.')
param embeddingModel { name: string, version: string, dimensions: int } = {
  name: 'text-embedding-3-small'
  version: '1'
  dimensions: 512
}

@minValue(1)
@description('Thousands of tokens a minute that each model takes: bounds what it can cost.')
param openAiCapacity int = 50

@description('Also deploy Azure AI Search and keep the index there, paid by the hour. Without it the index lies in Blob storage.')
param aiSearch bool = false

@allowed(['basic', 'standard', 'standard2'])
@description('Tier of AI Search: basic holds 15 GB, standard 160 GB a partition.')
param aiSearchSku string = 'standard'

@description('Its semantic ranker orders the best mails of a question again; paid by question beyond the first 1,000 a month.')
param aiSearchSemantic bool = false

@description('Reach storage, Cosmos DB and Key Vault through private endpoints only. Each of five endpoints is paid by the hour.')
param privateNetwork bool = false

@minValue(0)
@description('Budget of the resource group a month, in the currency of the subscription, with mails at 50, 80 and 100 percent; 0 for none. Free.')
param budgetAmount int = 100

@description('First day of the month that the budget begins in, such as 2026-01-01; it cannot be changed later. Empty: no budget.')
param budgetStart string = ''

@description('Addresses that the budget writes to, separated by commas.')
param budgetContacts string = ''

@minValue(1)
@description('Most GB of logs a day: bounds what they can cost.')
param logGigabytesPerDay int = 1

@minValue(30)
@maxValue(730)
@description('Days that logs are kept; 31 are part of the price.')
param logDays int = 30

@description('Addresses that alerts write to, separated by commas; empty for no alerts. Each of eleven alerts is paid by the month.')
param alertContacts string = ''

@description('OAuth client of Google; empty for none. Free.')
param googleClientId string = ''

@secure()
@description('Its secret; kept in Key Vault.')
param googleClientSecret string = ''

@description('App registration of Microsoft; empty for none. Free.')
param microsoftClientId string = ''

@secure()
@description('Its secret; kept in Key Vault.')
param microsoftClientSecret string = ''

@description('Mail addresses of the operators, separated by commas: they alone see detailed health and global figures.')
param operators string = ''

@description('An address of your own, such as https://mail.example.com; the one that Azure gives works besides.')
param publicAddress string = ''

@description('Domain of the organisation whose people may be administrators; empty for none.')
param organisationDomain string = ''

@description('Its tenant at Microsoft; empty for none.')
param organisationTenant string = ''

@minValue(1)
@maxValue(1440)
@description('Minutes between two syncs on the schedule: the largest part of the cost of many mailboxes.')
param syncEveryMinutes int = 15

@allowed(['messages', 'orchestrations'])
@description('What schedules routine syncs: queue messages for 20 mailboxes each, or an orchestration each, at 80 times the price.')
param syncBy string = 'messages'

@minValue(1)
@maxValue(64)
@description('Parts that the mailboxes are listed in: one for each 10,000 or so that are synced every 15 minutes. Free.')
param syncShards int = 1

@minValue(0)
@description('Questions of a user a day; 0 for no limit. Bounds what answers can cost.')
param questionsPerDay int = 200

@minValue(0)
@description('Tokens that are embedded a day for all; 0 for no limit. Bounds what embedding can cost.')
param embeddingTokensPerDay int = 0

@description('The model in the box embeds on the instances, where no embedding model is deployed: no price by token, but seconds of work.')
param shippedModel bool = false

var token = take(toLower(uniqueString(subscription().id, environmentName, location)), 8)
var suffix = '${environmentName}-${token}'
var identityName = 'id-${suffix}'
var vaultName = 'kv-${take(environmentName, 12)}-${token}'
var insightsName = 'appi-${suffix}'
var allTags = union({ 'azd-env-name': environmentName, application: 'inboxmind' }, tags)

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-inboxmind-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: identityName, location: location, tags: allTags }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: { suffix: suffix, location: location, tags: allTags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${suffix}'
    insightsName: insightsName
    location: location
    tags: allTags
    identityName: identityName
    identityPrincipalId: identity.outputs.principalId
    gigabytesPerDay: logGigabytesPerDay
    days: logDays
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'st${take(replace(toLower(environmentName), '-', ''), 12)}${token}'
    location: location
    tags: allTags
    identityName: identityName
    identityPrincipalId: identity.outputs.principalId
    isPrivate: privateNetwork
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  params: {
    name: 'cosmos-${take(toLower(environmentName), 28)}-${token}'
    location: location
    tags: allTags
    identityName: identityName
    identityPrincipalId: identity.outputs.principalId
    isServerless: cosmosMode == 'serverless'
    maxThroughput: cosmosMaxThroughput
    isPrivate: privateNetwork
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: allTags
    identityName: identityName
    identityPrincipalId: identity.outputs.principalId
    deployerId: principalId
    deployerType: principalType
    isPrivate: privateNetwork
    googleClientSecret: googleClientSecret
    microsoftClientSecret: microsoftClientSecret
  }
}

module ai 'modules/openai.bicep' = if (openAi) {
  scope: group
  params: {
    name: 'oai-${suffix}'
    location: openAiLocation
    tags: allTags
    identityName: identityName
    identityPrincipalId: identity.outputs.principalId
    chatModel: chatModel
    embeddingModel: embeddingModel
    capacity: openAiCapacity
  }
}

module search 'modules/search.bicep' = if (aiSearch) {
  scope: group
  params: {
    name: 'srch-${take(toLower(environmentName), 40)}-${token}'
    location: location
    tags: allTags
    identityName: identityName
    identityPrincipalId: identity.outputs.principalId
    sku: aiSearchSku
    isSemantic: aiSearchSemantic
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetwork) {
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: allTags
    networkId: network.?outputs.networkId ?? ''
    subnetId: network.?outputs.endpointsSubnetId ?? ''
    storageId: storage.outputs.id
    cosmosId: cosmos.outputs.id
    vaultId: vault.outputs.id
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: allTags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    subnetId: network.?outputs.appSubnetId ?? ''
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    insightsName: insightsName
    instanceMemory: instanceMemory
    maximumInstances: maximumInstances
    alwaysReady: alwaysReady
    cosmosEndpoint: cosmos.outputs.endpoint
    cosmosDatabase: cosmos.outputs.database
    vaultUri: vault.outputs.uri
    searchEndpoint: search.?outputs.endpoint ?? ''
    searchSemantic: aiSearch && aiSearchSemantic
    openAiEndpoint: ai.?outputs.endpoint ?? ''
    openAiTokensPerMinute: openAi ? string(openAiCapacity * 1000) : ''
    chatModel: openAi ? chatModel.name : ''
    embeddingModel: openAi ? embeddingModel.name : ''
    embeddingDimensions: openAi ? string(embeddingModel.dimensions) : ''
    embeddingTokensPerDay: embeddingTokensPerDay
    shippedModel: shippedModel
    googleClientId: googleClientId
    googleSecret: empty(googleClientId) ? '' : vault.outputs.googleSecret
    microsoftClientId: microsoftClientId
    microsoftSecret: empty(microsoftClientId) ? '' : vault.outputs.microsoftSecret
    operators: operators
    publicAddress: publicAddress
    organisationDomain: organisationDomain
    organisationTenant: organisationTenant
    syncBy: syncBy
    syncEveryMinutes: syncEveryMinutes
    syncShards: syncShards
    questionsPerDay: questionsPerDay
  }
  dependsOn: [monitoring]
}

module budget 'modules/budget.bicep' = if (budgetAmount > 0 && !empty(budgetStart) && !empty(budgetContacts)) {
  scope: group
  params: {
    name: 'budget-${suffix}'
    amount: budgetAmount
    start: budgetStart
    contacts: split(budgetContacts, ',')
  }
}

module alerts 'modules/alerts.bicep' = if (!empty(alertContacts)) {
  scope: group
  params: {
    suffix: suffix
    location: location
    tags: allTags
    insightsName: insightsName
    contacts: split(alertContacts, ',')
  }
  dependsOn: [monitoring]
}

@description('Where the app answers.')
output APP_ADDRESS string = app.outputs.address

@description('What to register at Google.')
output GOOGLE_REDIRECT_ADDRESS string = '${app.outputs.address}/api/v1/oauth/google/callback'

@description('What to register at Microsoft.')
output MICROSOFT_REDIRECT_ADDRESS string = '${app.outputs.address}/api/v1/oauth/microsoft/callback'

output AZURE_RESOURCE_GROUP string = group.name
output APP_NAME string = app.outputs.name
output KEY_VAULT_NAME string = vaultName
output COSMOS_ACCOUNT string = cosmos.outputs.name
output STORAGE_ACCOUNT string = storage.outputs.name
