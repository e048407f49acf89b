param on bool
