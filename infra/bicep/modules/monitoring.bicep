metadata description = 'Logs and figures of the app, and how much of them may come in.'

param workspaceName string
param insightsName string
param location string
param tags { *: string }
param identityName string
param identityPrincipalId string
param gigabytesPerDay int
param days int

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: days
    workspaceCapping: { dailyQuotaGb: gigabytesPerDay }
  }
}

var searches = [
  { name: 'errors', query: 'AppTraces | where SeverityLevel >= 3 | project TimeGenerated, Message, OperationId, Properties | order by TimeGenerated desc' }
  { name: 'one-request', query: 'AppTraces | where tostring(Properties.request_id) == "PUT THE ID HERE" | order by TimeGenerated asc' }
  { name: 'one-trace', query: 'union AppRequests, AppDependencies, AppTraces | where OperationId == "PUT THE TRACE HERE" | order by TimeGenerated asc' }
  { name: 'failed-work', query: 'AppTraces | where Message startswith "Work failed" | summarize count() by bin(TimeGenerated, 1h), Message' }
  { name: 'slow-questions', query: 'AppRequests | where Name has "/rag/query" | summarize percentiles(DurationMs, 50, 95, 99) by bin(TimeGenerated, 15m)' }
  { name: 'stages', query: 'AppDependencies | where Name startswith "stage " | summarize percentile(DurationMs, 95) by Name, bin(TimeGenerated, 15m)' }
]

resource saved 'Microsoft.OperationalInsights/workspaces/savedSearches@2026-03-01' = [
  for search in searches: {
    parent: workspace
    name: search.name
    properties: { category: 'InboxMind', displayName: search.name, query: search.query }
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

@description('Monitoring Metrics Publisher')
var publisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource publish 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, identityName, publisher)
  scope: insights
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', publisher)
  }
}
