module aliased 'br/own:site:1.2.Beta' = {
  name: 'aliased'
  params: { certs: false }
}

module public 'br/public:avm/site:0.1.0' = {
  name: 'public'
  params: { certs: false }
}

module named 'br:registry:5000/modules/site:1.2.Beta' = {
  name: 'named'
  params: { certs: true }
}

module missing 'br/own:site:2.0' = {
  name: 'missing'
}

module unknown 'br/nobody:site:1.0' = {
  name: 'unknown'
}

module outside 'br/out:outside:1' = {
  name: 'outside'
}

module further 'br:../outside:1' = {
  name: 'further'
}

module config 'sub/child.bicep' = {
  name: 'config'
}

module spec 'ts:0000-AA/Group/Site:1.0' = {
  name: 'spec'
  params: { certs: false }
}

module aliasedSpec 'ts/own:Site:1.0' = {
  name: 'aliasedSpec'
  params: { certs: false }
}

module mocked 'br/mock:a/site:9' = {
  name: 'mocked'
}

module escaping 'br/mock:../../x:9' = {
  name: 'escaping'
}
