import { stages } from './stages.bicep'

@export()
var certsOn = contains(stages, 'prod')

@export()
func needsCerts(stage string) bool => stage == 'prod'
