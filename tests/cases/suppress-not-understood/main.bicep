resource a 'Microsoft.Web/sites@2022-09-01' = {
  name: 'a-other-word'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] expires=2026-01-01
  }
}

resource b 'Microsoft.Web/sites@2022-09-01' = {
  name: 'b-among-the-rules'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled, expires=2026-01-01]
  }
}

resource c 'Microsoft.Web/sites@2022-09-01' = {
  name: 'c-no-colon'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] public site
  }
}

resource d 'Microsoft.Web/sites@2022-09-01' = {
  name: 'd-second-of-one-comment'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] tricep:ignore[https-only]
  }
}

resource e 'Microsoft.Web/sites@2022-09-01' = {
  name: 'e-inside-the-brackets'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled until 2027-01-01]
  }
}

resource f 'Microsoft.Web/sites@2022-09-01' = {
  name: 'f-no-such-day'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] until 2027-02-30
  }
}

resource g 'Microsoft.Web/sites@2022-09-01' = {
  name: 'g-of-nothing'
  properties: {
    clientCertEnabled: false // tricep:ignore[] until 2020-01-01
  }
}

resource h 'Microsoft.Web/sites@2022-09-01' = {
  name: 'h-understood'
  properties: {
    clientCertEnabled: false /* tricep:ignore[client-cert-enabled] until 2027-01-01
                                : public site */
  }
}

resource i 'Microsoft.Web/sites@2022-09-01' = {
  name: 'i-stars'
  properties: {
    clientCertEnabled: false /** tricep:ignore[client-cert-enabled] **/
  }
}

resource j 'Microsoft.Web/sites@2022-09-01' = {
  name: 'j-stars-of-lines'
  properties: {
    clientCertEnabled: false /* tricep:ignore[client-cert-enabled]
                              * until 2027-01-01
                              * : public site */
  }
}

resource k 'Microsoft.Web/sites@2022-09-01' = {
  name: 'k-a-day-inside-the-brackets'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled, expires:2026-01-01]
  }
}

resource l 'Microsoft.Web/sites@2022-09-01' = {
  name: 'l-until-in-other-letters'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled Until next year]
  }
}

resource m 'Microsoft.Web/sites@2022-09-01' = {
  name: 'm-prose-on-other-lines'
  properties: {
    clientCertEnabled: false /* tricep:ignore[client-cert-enabled]
                                the gateway does it */
  }
}

resource n 'Microsoft.Web/sites@2022-09-01' = {
  name: 'n-another-comment-sign'
  properties: {
    clientCertEnabled: false // tricep:ignore[client-cert-enabled] // the gateway does it
  }
}
