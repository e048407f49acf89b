using '../arm'
