using none

import { asks } from 'shared.bicep'

var unused = 'x'

param certs = asks('prod')
param mode = 'Required'
param owner = 'of other templates'
