param x string
