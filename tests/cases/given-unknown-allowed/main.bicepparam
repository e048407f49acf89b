using 'main.bicep'

param stage = readEnvironmentVariable('STAGE')
param asks = bool(readEnvironmentVariable('ASKS'))
param ftps = readEnvironmentVariable('FTPS')
param asksOrNot = json(readEnvironmentVariable('ASKS'))
