using '../arm/site.json'

param certs = false
