param on bool
param name string
output on bool = on
output name string = name
