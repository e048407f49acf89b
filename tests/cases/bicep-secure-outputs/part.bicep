param key string

@secure()
output key string = key
output size string = 'size of ${key} is ${length(key)}'
