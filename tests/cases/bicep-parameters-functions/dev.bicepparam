using 'main.bicep'

import { asks, modes as how, slots as make } from 'shared.bicep'

var stage = 'dev'

param certs = asks(stage)
param mode = how[stage]
param slots = make(['a', 'b'], asks('prod'))
