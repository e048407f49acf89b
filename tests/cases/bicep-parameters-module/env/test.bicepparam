using 'br/public:avm/site:0.1.0'

param nmae = 'test'
