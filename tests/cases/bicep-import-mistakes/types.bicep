import { certs } from 'shared.bicep'

@export()
type flag = bool {
