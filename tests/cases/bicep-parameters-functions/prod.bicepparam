using 'main.bicep'

import * as shared from 'shared.bicep'
import { stage, isProd } from 'shared.json'

param certs = isProd(stage) && shared.isKnown('PROD')
param mode = shared.modes[stage]
param slots = [for n in range(0, 2): { name: 's${n}', certs: n == 0 }]
