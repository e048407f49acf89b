// What orchestrates deploys other files, each of which is judged by itself.
targetScope = 'orchestrator'
@inline()
param region string
stack first 'site.bicep' = {
  deploy: {
    region: region
  }
}
stack many 'site.bicep' = [for r in [region]: {
  deploy: {
    region: r
  }
}]
rule order 'sequence' = {
  stacks: [
    first
  ]
}
output address string = first.outputs.address
