// Its name says which template it is for, and that does not do.
param certs = true
