using 'written.bicep'

param requireCert = '#{RequireCert}#'
