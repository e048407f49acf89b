using 'main.bicep'

param plan = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Web/serverfarms/plan'
