using 'main.bicep' with {
  mode: 'deployment'
}

type tiers = 'a' | 'b'
var picked tiers = 'b'
var stages = [for n in range(1, 2): 'stage${n}']

extensionConfig k8s with {
  namespace: 'default'
}

param names = [for (stage, i) in stages: '${stage}-${i}']
param certs = contains(map(stages, s => toUpper(s)), 'STAGE2') && 2 > 1
param secret = az.getSecret('11111111-1111-1111-1111-111111111111', 'group', 'vault', 'name')
param region = externalInput('sys.cli', 'region')
param text = trim(loadTextContent('text.txt'))
param tier = picked
