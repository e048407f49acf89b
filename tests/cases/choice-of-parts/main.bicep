// Of a part of a web app that is one of an object and what nobody knows, the object is
// written here.
param isTest bool
param given object

var settings = [{ name: 'DB_PASSWORD', value: 'k2-Quartz-91' }]

resource ofProperties 'Microsoft.Web/sites@2022-09-01' = {
  name: 'of-properties'
  properties: isTest ? { siteConfig: { appSettings: settings } } : given
}

resource ofConfig 'Microsoft.Web/sites@2022-09-01' = {
  name: 'of-config'
  properties: {
    siteConfig: isTest ? given : { connectionStrings: [{ name: 'A', connectionString: 'Password=k2-Quartz-91' }] }
  }
}

resource ofBoth 'Microsoft.Web/sites@2022-09-01' = {
  name: 'of-both'
  properties: isTest ? { siteConfig: given.x ? given : { appSettings: settings } } : given
}

resource ofItems 'Microsoft.Web/sites@2022-09-01' = {
  name: 'of-items'
  properties: isTest ? { siteConfig: { appSettings: isTest ? settings : given.list } } : {}
}

resource lacking 'Microsoft.Web/sites@2022-09-01' = {
  name: 'lacking'
  properties: isTest ? { siteConfig: {} } : given
}

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: 'app'
}

resource ofChild 'Microsoft.Web/sites/config@2022-09-01' = {
  parent: app
  name: 'web'
  properties: isTest ? { appSettings: settings } : given
}

resource ofSettings 'Microsoft.Web/sites/config@2022-09-01' = {
  parent: app
  name: 'appsettings'
  properties: isTest ? { DB_PASSWORD: 'k2-Quartz-91' } : given
}

// What a later object may set has another value then, or this one.
resource overwritten 'Microsoft.Web/sites@2022-09-01' = {
  name: 'overwritten'
  properties: {
    siteConfig: union({ appSettings: settings }, given)
  }
}

resource overwrittenDeep 'Microsoft.Web/sites@2022-09-01' = {
  name: 'overwritten-deep'
  properties: union({ siteConfig: { appSettings: settings } }, given)
}

resource spread 'Microsoft.Web/sites@2022-09-01' = {
  name: 'spread'
  properties: {
    siteConfig: { appSettings: settings, ...given }
  }
}

resource replaced 'Microsoft.Web/sites@2022-09-01' = {
  name: 'replaced'
  properties: {
    siteConfig: union({ appSettings: settings }, given, { appSettings: [] })
  }
}

resource overwrittenSettings 'Microsoft.Web/sites/config@2022-09-01' = {
  name: 'other/appsettings'
  properties: union({ DB_PASSWORD: 'k2-Quartz-91' }, given)
}

resource mergedAgain 'Microsoft.Web/sites@2022-09-01' = {
  name: 'merged-again'
  properties: union({ siteConfig: { appSettings: settings } }, given, { siteConfig: { alwaysOn: true } })
}

resource replacedAgain 'Microsoft.Web/sites@2022-09-01' = {
  name: 'replaced-again'
  properties: union({ siteConfig: { appSettings: settings } }, given, { siteConfig: { appSettings: [] } })
}

resource besideGiven 'Microsoft.Web/sites@2022-09-01' = {
  name: 'beside-given'
  properties: {
    siteConfig: union(isTest ? { appSettings: settings } : { alwaysOn: true }, given)
  }
}
