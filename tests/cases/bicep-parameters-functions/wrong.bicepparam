using 'main.bicep'
extends 'base.bicepparam'

import { asks, absent } from 'shared.bicep'

param certs = asks()
param mode = base.mode
param slots = absent('x')
