param on bool
output on bool = on
