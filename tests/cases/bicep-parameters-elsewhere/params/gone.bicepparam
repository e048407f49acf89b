using '../gone.bicep'
