module one 'br/public:avm/res/web/site:0.15.1' = {
  name: 'one'
}

module two 'ts:00000000-0000-0000-0000-000000000000/Group/Site:1.0' = {
  name: 'two'
}

module folders '.\\modules\\site.bicep' = {
  name: 'folders'
}
