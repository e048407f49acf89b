module one 'br/own:web/app:1.0.0' = { name: 'one' }
