metadata description = 'Mails when a month costs more than expected. It stops nothing.'

param name string
param amount int
param start string
param contacts string[]

resource budget 'Microsoft.Consumption/budgets@2026-06-01' = {
  name: name
  properties: {
    amount: amount
    category: 'Cost'
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      half: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 50, contactEmails: contacts }
      most: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 80, contactEmails: contacts }
      forecast: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: contacts
      }
    }
  }
}
