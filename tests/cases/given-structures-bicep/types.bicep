@export()
type tier = 'Basic' | 'Premium'

@export()
type wolf = {
  kind: 'wolf'
  howls: bool
}
