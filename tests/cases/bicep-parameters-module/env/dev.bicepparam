using 'br/public:avm/site:0.1.0'
extends 'base.bicepparam'

param name = 'dev-${readEnvironmentVariable('STAMP', 'a')}'
