metadata description = 'Alerts on what the app measures, each with a page in docs/runbooks. They are those of infra/prometheus/alerts.yml.'

param suffix string
param location string
param tags { *: string }
param insightsName string
param contacts string[]

type alert = {
  name: string
  summary: string
  page: string
  severity: 1 | 2
  window: string

  @description('Gives a row when something is wrong.')
  query: string
}

var alerts alert[] = [
  {
    name: 'error-rate'
    summary: 'More than 5 % of requests fail.'
    page: 'error-rate'
    severity: 1
    window: 'PT15M'
    query: 'requests | summarize failed = countif(toint(resultCode) >= 500), all = count() | where all > 20 and todouble(failed) / all > 0.05'
  }
  {
    name: 'slow-questions'
    summary: 'Three in ten questions take longer than 10 seconds.'
    page: 'slow-questions'
    severity: 2
    window: 'PT1H'
    query: 'requests | where name has "/rag/query" | summarize slow = countif(duration > 10000), all = count() | where all > 10 and todouble(slow) / all > 0.3'
  }
  {
    name: 'failing-questions'
    summary: 'More than a tenth of questions fail.'
    page: 'failing-questions'
    severity: 1
    window: 'PT15M'
    query: 'customMetrics | where name == "rag.queries" | summarize failed = sumif(valueSum, tostring(customDimensions.outcome) == "failed"), all = sum(valueSum) | where all > 10 and failed / all > 0.1'
  }
  {
    name: 'sync-lag'
    summary: 'A mailbox that is due has waited for more than an hour.'
    page: 'sync-lag'
    severity: 2
    window: 'PT15M'
    query: 'customMetrics | where name == "inboxmind.sync.lag" | summarize lag = min(value) | where lag > 3600'
  }
  {
    name: 'failing-syncs'
    summary: 'More than half of the syncs with a provider fail.'
    page: 'failing-syncs'
    severity: 2
    window: 'PT30M'
    query: 'customMetrics | where name in ("inboxmind.sync.failures", "inboxmind.sync.runs") | extend provider = tostring(customDimensions.provider) | summarize failed = sumif(valueSum, name == "inboxmind.sync.failures"), all = sumif(valueSum, name == "inboxmind.sync.runs") by provider | where all > 10 and failed / all > 0.5'
  }
  {
    name: 'token-refresh'
    summary: 'Access tokens of a provider cannot be renewed.'
    page: 'token-refresh'
    severity: 2
    window: 'PT1H'
    query: 'customMetrics | where name == "inboxmind.token.refresh.failures" | summarize failures = sum(valueSum) by provider = tostring(customDimensions.provider) | where failures > 5'
  }
  {
    name: 'poisoned-work'
    summary: 'Work failed too often and was set aside.'
    page: 'poisoned-work'
    severity: 2
    window: 'PT15M'
    query: 'customMetrics | where name == "inboxmind.queue.poisoned" | summarize items = max(value) by queue = tostring(customDimensions.queue) | where items > 0'
  }
  {
    name: 'queue-age'
    summary: 'Work has waited for more than ten minutes.'
    page: 'queue-age'
    severity: 1
    window: 'PT15M'
    query: 'customMetrics | where name == "inboxmind.queue.age" | summarize age = min(value) by queue = tostring(customDimensions.queue) | where age > 600'
  }
  {
    name: 'budget-refusals'
    summary: 'Budgets of users are used up.'
    page: 'budget'
    severity: 2
    window: 'PT1H'
    query: 'customMetrics | where name == "inboxmind.budget.refusals" | summarize refusals = sum(valueSum) by budget = tostring(customDimensions.budget) | where refusals > 20'
  }
  {
    name: 'certificate'
    summary: 'The certificate that protects the keys expires within 14 days.'
    page: 'keys'
    severity: 1
    window: 'PT1H'
    query: 'customMetrics | where name == "inboxmind.certificate.left" | summarize left = min(value) | where left < 14 * 86400'
  }
  {
    name: 'figures'
    summary: 'The app sends no figures of itself.'
    page: 'figures'
    severity: 1
    window: 'PT30M'
    query: 'union isfuzzy=true (customMetrics | where name == "inboxmind.queue.depth") | summarize sent = count() | where sent == 0'
  }
]

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'inboxmind'
    emailReceivers: [
      for (contact, i) in contacts: { name: 'contact ${i + 1}', emailAddress: trim(contact), useCommonAlertSchema: true }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [
  for item in alerts: {
    name: 'alert-${item.name}-${suffix}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'InboxMind: ${item.summary}'
      description: '${item.summary} What to do: docs/runbooks/${item.page}.md'
      severity: item.severity
      enabled: true
      scopes: [insights.id]
      evaluationFrequency: 'PT15M'
      windowSize: item.window
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: item.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]
