// What a function makes of a value that is one of several, known or not, is one of
// several: a secret in one of them is written here.
param isTest bool
param more array
param settings object

var secret = { name: 'DB_PASSWORD', value: 'k2-Quartz-91' }
var other = { name: 'DB_PASSWORD', value: '@Microsoft.KeyVault(SecretUri=https://v/s)' }

resource site 'Microsoft.Web/sites@2022-09-01' = {
  name: 'site'
  properties: {
    siteConfig: {
      appSettings: [
        first(isTest ? [secret] : more)
        last(isTest ? [secret] : more)
        union(isTest ? secret : settings, { slotSetting: true })
        { ...(isTest ? secret : settings), slotSetting: true }
        { name: 'A_PASSWORD', value: (isTest ? { a: 'k2-Quartz-91' } : settings).?a }
        { name: 'B_PASSWORD', value: { x: isTest ? { a: 'k2-Quartz-91' } : settings }.?x.a }
        { name: 'C_PASSWORD', value: { x: isTest ? { a: 'k2-Quartz-91' } : { a: '' } }.?x.a }
        { name: 'D_PASSWORD', value: { x: isTest ? { a: 'k2-Quartz-91' } : null }.?x.?a }
      ]
    }
  }
}

resource joined 'Microsoft.Web/sites@2022-09-01' = {
  name: 'joined'
  properties: {
    siteConfig: {
      appSettings: union(isTest ? [secret] : more, [{ name: 'A', value: 'b' }])
      connectionStrings: flatten([isTest ? [{ name: 'A', connectionString: 'Password=k2-Quartz-91' }] : more, []])
    }
  }
}

resource harmless 'Microsoft.Web/sites@2022-09-01' = {
  name: 'harmless'
  properties: {
    siteConfig: {
      appSettings: [
        first(isTest ? [other] : more)
        union(isTest ? other : settings, { slotSetting: true })
        { name: 'B_PASSWORD', value: { x: isTest ? { a: '' } : settings }.?x.a }
      ]
      cors: {
        allowedOrigins: union(isTest ? ['https://a'] : more, ['*'])
      }
    }
  }
}
