using 'other.bicep'

param storage = 'AccountName=#{Env}#store;AccountKey=cXVhcnR6LTkx=='
param token = '#{Token}#'
